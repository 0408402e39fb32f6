package io.arapaima.manager.addresses;

import io.arapaima.config.DataPlaneKind;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.ipvs.KernelAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Opens the addresses of this machine, where they are ours to keep: with the kernel as data plane, and with the relay where this process
 * has the right to change them. Without it the relay's addresses are somebody else's business.
 */
public final class AddressPlanes {
    private static final String EFFECTIVE = "CapEff:";
    /** Its bit by uapi/linux/capability.h. */
    private static final int NET_ADMIN = 12;

    private AddressPlanes() {}

    /** So many questions to the network wait for an answer at once. */
    private static final int MAX_ASKERS = 64;
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Threads for questions that block in the kernel, which would pin a virtual thread's carrier. */
    public static Executor askers() {
        var pool = new ThreadPoolExecutor(MAX_ASKERS, MAX_ASKERS, IDLE.toSeconds(), TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("asker").factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The thread that renews leases, and does nothing else. */
    public static Executor renewer() {
        return Executors.newSingleThreadExecutor(EssentialThread.platform("lease").factory());
    }

    /** {@return whether this process has CAP_NET_ADMIN} */
    public static boolean mayChange() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(EFFECTIVE))
                    .map(line -> line.substring(EFFECTIVE.length()).strip())
                    .anyMatch(hex -> (Long.parseUnsignedLong(hex, 16) >> NET_ADMIN & 1) == 1);
        } catch (IOException e) {
            return false; // no Linux
        }
    }

    public static Optional<AddressPlane> open(DataPlaneKind kind) throws DataPlaneException {
        return switch (kind) {
            case NONE -> Optional.empty();
            case RELAY -> mayChange() ? Optional.of(KernelAddresses.open()) : Optional.empty();
            case AUTO, IPVS -> Optional.of(KernelAddresses.open());
        };
    }
}
