package io.arapaima.manager;

import io.arapaima.config.DataPlaneKind;
import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.ipvs.KernelAddresses;
import io.arapaima.ipc.EssentialThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Opens the addresses of this machine, where they are ours to keep: with the kernel as data plane, and no other. */
final class AddressPlanes {
    private AddressPlanes() {}

    /** So many questions to the network wait for an answer at once. */
    private static final int MAX_ASKERS = 64;
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** Threads for questions that block in the kernel, which would pin a virtual thread's carrier. */
    static Executor askers() {
        var pool = new ThreadPoolExecutor(MAX_ASKERS, MAX_ASKERS, IDLE.toSeconds(), TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("asker").factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The thread that renews leases, and does nothing else. */
    static Executor renewer() {
        return Executors.newSingleThreadExecutor(EssentialThread.platform("lease").factory());
    }

    static Optional<AddressPlane> open(DataPlaneKind kind) throws DataPlaneException {
        return switch (kind) {
            case RELAY, NONE -> Optional.empty();
            case AUTO, IPVS -> Optional.of(KernelAddresses.open());
        };
    }
}
