package io.arapaima.pulse;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Message;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Peer;
import io.arapaima.pulse.election.Rules.Director;
import io.arapaima.pulse.election.Standing;
import io.arapaima.pulse.election.Succession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What an operator can have pulse do; each wish is answered when it has come true, or with the reason why not. */
final class Wishes {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 10;

    private final Heart heart;
    private final Maintenance maintenance;
    private final Fences fences;
    private final Function<PulseRequest.Push, Message.Answer> courier;

    /**
     * @param courier carries lvs.cf to the partners, or says why not
     */
    Wishes(Heart heart, Maintenance maintenance, Fences fences, Function<PulseRequest.Push, Message.Answer> courier) {
        this.fences = fences;
        this.heart = heart;
        this.maintenance = maintenance;
        this.courier = courier;
    }

    /** Takes as long as the carrying does. */
    Message.Answer push(PulseRequest.Push push) {
        return courier.apply(push);
    }

    Message.Answer switchOver(RoleReason.SwitchOver wish) {
        Optional<String> obstacle = new Succession(heart.standing(), System.nanoTime()).cannotSwitchOver();
        if (obstacle.isPresent()) {
            return no(obstacle.get());
        }
        long start = System.nanoTime();
        heart.give(new Input.SwitchOver(wish));
        return moved(start);
    }

    private Message.Answer moved(long start) {
        try {
            while (System.nanoTime() - start < LIMIT.toNanos()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                Standing is = heart.standing();
                Optional<Director> owner = owner(is);
                if (owner.isPresent()) {
                    return yes(owner.get().name() + " has the role after "
                            + (System.nanoTime() - start) / 1_000_000 + " ms");
                }
                if (is.active() && is.role().since() - start > 0) {
                    return no("no partner took the role, so this director took it back");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return no("no partner has taken the role yet; lvsctl pulse shows who has it");
    }

    private static Optional<Director> owner(Standing is) {
        return is.rules().partners().stream().filter(d -> active(is, is.peers().get(d.rank()))).findFirst();
    }

    private static boolean active(Standing is, @org.jspecify.annotations.Nullable Peer peer) {
        return peer != null && is.hears(peer, System.nanoTime()) && peer.beat().active();
    }

    Message.Answer maintenance(boolean on, String reason, String actor) {
        try {
            return on ? begin(reason, actor) : end();
        } catch (IOException e) {
            return no("this cannot be remembered, so nothing has changed: " + e);
        }
    }

    private Message.Answer begin(String reason, String actor) throws IOException {
        Standing is = heart.standing();
        if (is.rules().alone()) {
            return no("no partner is configured, so nobody could serve meanwhile; stop pulse instead");
        }
        Optional<RoleReason.Maintenance> order = maintenance.order();
        if (order.isPresent()) {
            return no("already " + English.of(order.get()) + "; end it with lvsctl maintenance off");
        }
        long start = System.nanoTime();
        boolean givesUp = is.active() && new Succession(is, start).someoneElseCould();
        maintenance.begin(reason, actor, Instant.now());
        if (givesUp) {
            Message.Answer moved = moved(start);
            return new Message.Answer(moved.ok(), List.of(moved.lines().getFirst(), untilThen()));
        }
        if (is.active()) {
            return yes(
                    "WARNING: no partner is heard and fit, so this director keeps serving, and gives up the role as soon "
                            + "as one is; if pulse is restarted before, nobody serves",
                    untilThen());
        }
        return owner(is).isPresent()
                ? yes(untilThen())
                : yes("WARNING: no director that is heard is active, so nobody may be serving", untilThen());
    }

    private static String untilThen() {
        return "in maintenance: this director does not take the role, even if its partner dies, until lvsctl maintenance "
                + "off";
    }

    private Message.Answer end() throws IOException {
        if (maintenance.order().isEmpty()) {
            return no("this director is not in maintenance");
        }
        maintenance.end();
        return yes("maintenance is over: this director takes the role when it is its turn");
    }

    Message.Answer testFencing() {
        Map<String, String> answers = fences.test();
        List<String> lines = new ArrayList<>();
        answers.forEach((partner, failure) -> lines.add(partner + ": "
                + (failure.isEmpty() ? "its fence device answers" : failure)));
        return answers.isEmpty()
                ? no("nobody can be fenced from here: set fence_agent and primary_fence or backup_fence")
                : new Message.Answer(answers.values().stream().allMatch(String::isEmpty), lines);
    }

    private static Message.Answer yes(String... lines) {
        return new Message.Answer(true, List.of(lines));
    }

    private static Message.Answer no(String line) {
        return new Message.Answer(false, List.of(line));
    }
}
