package io.arapaima.pulse;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.reason.English;
import io.arapaima.pulse.election.Beat;
import io.arapaima.ipc.reason.PartnerState;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Edition;
import io.arapaima.daemon.Version;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.PulseSnapshot.Partner;
import io.arapaima.ipc.PulseSnapshot.PathStatus;
import io.arapaima.ipc.reason.Role;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Peer;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Rules.Director;
import io.arapaima.pulse.election.Standing;
import io.arapaima.pulse.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The conversations of pulse's own socket: what it knows, and what operators wish. */
final class Window implements IpcServer.Conversation {
    private final Heart heart;
    private final Wire heartbeat;
    private final boolean authenticated;
    private final Wishes wishes;

    Window(Heart heart, Wire heartbeat, boolean authenticated, Wishes wishes) {
        this.heart = heart;
        this.heartbeat = heartbeat;
        this.authenticated = authenticated;
        this.wishes = wishes;
    }

    @Override
    public void hold(IpcConnection peer) throws IOException {
        peer.receiveHello();
        while (true) {
            Message said = peer.receiveKnown();
            if (!(said instanceof Message.ToPulse question)) {
                if (!(said instanceof Message.Answer)) {
                    peer.send(new Message.Answer(false,
                            List.of(said.getClass().getSimpleName() + " is not for pulse")));
                }
                continue;
            }
            Optional<Message.Answer> refusal = peer.peer().refusal(question);
            peer.send(refusal.isPresent() ? refusal.get() : answer(question, peer.peer().actor()));
        }
    }

    private Message answer(Message.ToPulse question, String actor) {
        return switch (question) {
            case PulseRequest.PulseQuery() -> new PulseReport.PulseStatus(snapshot());
            case PulseRequest.SwitchOver(var reason) ->
                wishes.switchOver(new RoleReason.SwitchOver(actor, reason.strip()));
            case PulseRequest.FenceTest() -> wishes.testFencing();
            case PulseRequest.Maintenance(var on, var reason) -> wishes.maintenance(on, reason, actor);
            case PulseRequest.Push push -> wishes.push(push);
        };
    }

    private PulseSnapshot snapshot() {
        Standing is = heart.standing();
        Rules rules = is.rules();
        long now = System.nanoTime();
        return new PulseSnapshot(Version.TEXT, ProcessHandle.current().pid(), rules.self().name(),
                is.active() ? Role.ACTIVE : Role.STANDBY, Instant.now().minusNanos(now - is.role().since()),
                is.role().reason(),
                rules.exclusive() ? "exclusive" : "fast", rules.keepalive(), rules.deadtime(), rules.lease(),
                authenticated, rules.file(), rules.partners().stream().map(d -> partner(is, d, now)).toList(),
                heart.punctuality(),
                new TreeMap<>(is.alarms()).entrySet().stream().map(a -> a.getKey() + ": " + English.of(a.getValue()))
                        .toList(),
                heartbeat.garbage());
    }

    private Partner partner(Standing is, Director director, long now) {
        Peer peer = is.peers().get(director.rank());
        Map<String, Long> heard = peer == null ? Map.of() : peer.paths();
        List<PathStatus> paths = heartbeat.traffic().stream().filter(t -> t.rank() == director.rank())
                .map(t -> new PathStatus(t.path(),
                        Optional.ofNullable(heard.get(t.path())).map(at -> Duration.ofNanos(now - at)),
                        t.counts().opened(), t.counts().unopened(), t.counts().replayed()))
                .toList();
        return new Partner(director.name(), state(is, peer, now),
                peer == null ? Edition.UNKNOWN : peer.beat().file(), paths);
    }

    private static PartnerState state(Standing is, @org.jspecify.annotations.Nullable Peer peer,
            long now) {
        if (peer == null) {
            return new PartnerState.NeverHeard();
        }
        return switch (peer.gone()) {
            case LEFT -> new PartnerState.SaidGoodbye();
            case DIED -> new PartnerState.ProcessDied();
            case NO -> is.hears(peer, now)
                    ? new PartnerState.Heard(peer.beat().active() ? Role.ACTIVE : Role.STANDBY, holdsBack(peer.beat()))
                    : new PartnerState.Silent();
        };
    }

    /** A build that says no reason says how fit it is. */
    private static Optional<Reason> holdsBack(Beat beat) {
        return beat.holdsBack().<Reason>map(why -> why)
                .or(() -> Optional.of(new RoleReason.Unfit("")).filter(_ -> beat.grade() != Grade.FIT));
    }
}
