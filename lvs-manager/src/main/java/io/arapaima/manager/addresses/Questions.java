package io.arapaima.manager.addresses;

import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.VirtualAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Asks the network who has an address, on other threads: each question blocks for up to a second. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AddressPlane plane;
    private final Executor askers;
    private final Runnable answered;

    /** The listener is called, on any thread, after each answer. */
    Questions(AddressPlane plane, Executor askers, Runnable answered) {
        this.plane = plane;
        this.askers = askers;
        this.answered = answered;
    }

    Future<Standing.Answer> ask(VirtualAddress address) {
        var answer = CompletableFuture.supplyAsync(() -> occupant(address), askers);
        var _ = answer.thenRun(answered);
        return answer;
    }

    private Standing.Answer occupant(VirtualAddress address) {
        try {
            return new Standing.Answer(plane.occupant(address, PATIENCE), "");
        } catch (DataPlaneException | RuntimeException e) {
            return new Standing.Answer(Optional.empty(), address + ": " + e.getMessage());
        }
    }
}
