package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.config.LvsConfWriter;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.manager.addresses.Lease;
import io.arapaima.manager.desk.RunningConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** pulse says what this director is: the lease hears it at once, the director in its turn. */
final class PulseConversation {
    private final Director director;
    private final Optional<Lease> lease;

    /** Without a lease nobody but the director hears pulse: there are no addresses, or their role is fixed. */
    PulseConversation(Director director, Optional<Lease> lease) {
        this.director = director;
        this.lease = lease;
    }

    void hold(IpcConnection connection, Outgoing outgoing) throws IOException {
        Consumer<HubReport.Fitness> link = outgoing::offer;
        Optional<PulseReport.RoleConfirmed> newest = Optional.empty();
        try {
            while (true) {
                Message said = connection.receiveKnown();
                switch (said) {
                    case PulseReport.RoleConfirmed role -> {
                        newest.ifPresent(old -> overtaken(old, link));
                        newest = Optional.of(role);
                    }
                    case PulseReport.PairSettingsQuery() -> settings(outgoing);
                    case PulseReport.AnnounceAgain() -> director.post(new Input.AnnounceAgain());
                    case Message.Hello _, Message.OfNanny _, Message.OfHub _, Message.ToHub _, Message.ToPulse _, PulseReport.PulseStatus _ ->
                        outgoing.misplaced("pulse", said);
                }
                // A hub that was stopped must not take an address back for a word that a later one has overtaken.
                if (!connection.hasMore()) {
                    newest.ifPresent(role -> confirmed(role, outgoing, link));
                    newest = Optional.empty();
                }
            }
        } finally {
            director.post(new Input.PulseLeft(link));
        }
    }

    /** Answered as every word is, and of no effect. */
    private void overtaken(PulseReport.RoleConfirmed said, Consumer<HubReport.Fitness> link) {
        director.post(new Input.Confirmed(said.role(), said.why(), false, link));
    }

    /** Not waited for here, because confirmations may not wait. */
    private void settings(Outgoing outgoing) {
        var answer = new CompletableFuture<RunningConfig.InForce>();
        var _ = answer.thenAcceptAsync(now -> outgoing.offer(new HubReport.PairSettings(now.loaded().edition(),
                LvsConfWriter.write(now.loaded().config().pairOnly()))), task -> Thread.ofVirtual().start(task));
        director.post(new Input.AskInForce(answer));
    }

    private void confirmed(PulseReport.RoleConfirmed said, Outgoing outgoing, Consumer<HubReport.Fitness> link) {
        if (director.isAtWork()) {
            outgoing.offer(new Message.Alive());
        }
        boolean fresh = lease
                .map(l -> l.confirm(said.role(), Duration.ofMillis(said.leaseMillis()), said.decidedNanos()))
                .orElse(true);
        director.post(new Input.Confirmed(said.role(), said.why(), fresh, link));
    }
}
