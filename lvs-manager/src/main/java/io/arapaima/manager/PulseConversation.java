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
                Message said = connection.receive();
                long earliest = arrivals.earliest(began, nanoTime.getAsLong());
                switch (said) {
                    case Message.RoleConfirmed role -> confirmed(role, earliest, link);
                    case Message.AnnounceAgain() -> director.post(new Input.AnnounceAgain());
                    case Message.Hello _,Message.OfNanny _,Message.OfHub _,Message.ToHub _,Message.ToPulse _,Message.PulseStatus _ ->
                        throw new IOException("pulse has no business saying that");
                }
            }
        } finally {
            director.post(new Input.PulseLeft(link));
        }
    }

    private void confirmed(Message.RoleConfirmed said, long earliest, Consumer<Message.Fitness> link) {
        boolean fresh = lease.map(l -> l.confirm(said.role(), Duration.ofMillis(said.leaseMillis()), earliest))
                .orElse(true);
        director.post(new Input.Confirmed(said.role(), said.cause(), fresh, link));
    }
}
