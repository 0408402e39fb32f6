package io.arapaima.manager;

import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** pulse says what this director is: the lease hears it at once, the director in its turn. */
final class PulseConversation {
    private final Director director;
    private final Optional<Lease> lease;
    private final LongSupplier nanoTime;

    /** Without a lease nobody but the director hears pulse: there are no addresses, or their role is fixed. */
    PulseConversation(Director director, Optional<Lease> lease, LongSupplier nanoTime) {
        this.director = director;
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    void hold(IpcConnection connection, Outgoing outgoing) throws IOException {
        Consumer<Message.Fitness> link = outgoing::offer;
        var arrivals = new Arrivals(nanoTime.getAsLong());
        try {
            while (true) {
                long began = nanoTime.getAsLong();
                if (!(connection.receive() instanceof Message.RoleConfirmed said)) {
                    throw new IOException("pulse has no business saying that");
                }
                long earliest = arrivals.earliest(began, nanoTime.getAsLong());
                boolean fresh = lease
                        .map(l -> l.confirm(said.role(), Duration.ofMillis(said.leaseMillis()), earliest)).orElse(true);
                director.post(new Input.Confirmed(said.role(), said.cause(), fresh, link));
            }
        } finally {
            director.post(new Input.PulseLeft(link));
        }
    }
}
