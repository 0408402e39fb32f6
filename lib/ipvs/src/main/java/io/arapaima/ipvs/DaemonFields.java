package io.arapaima.ipvs;

import io.arapaima.dataplane.SyncDaemon;
import java.util.Optional;

/** A synchronisation daemon as attributes (kernel: {@code IPVS_DAEMON_ATTR_*}); group, port and size are its defaults. */
final class DaemonFields {
    private static final int STATE = 1;
    private static final int DEVICE = 2;
    private static final int ID = 3;
    private static final int MASTER = 1;
    private static final int BACKUP = 2;

    private DaemonFields() {}

    static void identity(MessageWriter out, SyncDaemon.Role role) {
        out.u32(STATE, role == SyncDaemon.Role.MASTER ? MASTER : BACKUP);
    }

    static void whole(MessageWriter out, SyncDaemon daemon) {
        identity(out, daemon.role());
        out.string(DEVICE, daemon.device()).u32(ID, daemon.id());
    }

    static Optional<SyncDaemon> read(Attributes at) throws NetlinkException.Malformed {
        long state = 0;
        String device = "";
        long id = 0;
        while (at.next()) {
            switch (at.type()) {
                case STATE -> state = at.u32();
                case DEVICE -> device = at.string();
                case ID -> id = at.u32();
                default -> {
                    // Multicast group, port, size and hops, as the kernel chose them.
                }
            }
        }
        if (state != MASTER && state != BACKUP) {
            return Optional.empty();
        }
        return Optional.of(new SyncDaemon(state == MASTER ? SyncDaemon.Role.MASTER : SyncDaemon.Role.BACKUP, device,
                (int) id));
    }
}
