package io.arapaima.ipvs;

import io.arapaima.dataplane.DataPlaneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * While this is open, removing the first address of a network leaves its other addresses on the interface: by default the
 * kernel would take them along (net.ipv4.conf.*.promote_secondaries, devinet.c). The switch is put back afterwards.
 */
final class Secondaries implements AutoCloseable {
    /** Nothing to keep. */
    static final Secondaries UNTOUCHED = new Secondaries(Path.of(""), false);
    private static final Path ALL = Path.of("/proc/sys/net/ipv4/conf/all/promote_secondaries");

    private final Path setting;
    private final boolean changed;

    private Secondaries(Path setting, boolean changed) {
        this.setting = setting;
        this.changed = changed;
    }

    static Secondaries keep(String device) throws DataPlaneException {
        Path setting = ALL.resolveSibling(Path.of("..", device, "promote_secondaries")).normalize();
        try {
            if (!Files.exists(setting) || on(ALL) || on(setting)) {
                return UNTOUCHED;
            }
            Files.writeString(setting, "1");
            return new Secondaries(setting, true);
        } catch (IOException e) {
            throw new DataPlaneException("removing an address of " + device
                    + " would remove others of its network; sysctl -w net.ipv4.conf." + device.replace('.', '/')
                    + ".promote_secondaries=1 prevents that: " + e, e);
        }
    }

    private static boolean on(Path switched) throws IOException {
        return Files.readString(switched).startsWith("1");
    }

    @Override
    public void close() {
        if (changed) {
            try {
                Files.writeString(setting, "0");
            } catch (IOException e) {
                // The interface is gone, and the switch with it.
            }
        }
    }
}
