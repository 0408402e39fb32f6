package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.election.Rules.Director;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which director is active: a standing and an input give the next standing and what to do. Pure and replayable.
 *
 * <pre>
 *             takes(): vacant, fit, and nobody has anything against it
 *   STANDBY ─────────────────────────────────────────────────────────────► ACTIVE
 *      ▲      givesUp(): stopping, unfit while a partner is fit, a newer owner,    │
 *      └────  a stall longer than the lease, switch-over ──────────────────────────┘
 * </pre>
 *
 * <p>
 * Between directors that hear each other a role is taken only by agreement: one yields, the other knows it and has been
 * heard to be firm. So two that start at once do not race.
 */
public final class Election {
    /** A clean stop waits so long for the hub to let go of the addresses. */
    private static final long STOP_NANOS = 2_000_000_000L;
    /** A goodbye is said so often, because packets get lost. */
    private static final int GOODBYES = 3;

    private Standing is;
    private final long now;
    private final List<Effect> effects = new ArrayList<>();
    private boolean beatNow;
    /** Why the neighbours have to be told again where the addresses are. */
    private Optional<String> contest = Optional.empty();

    private Election(Standing standing, long now) {
        this.is = standing;
        this.now = now;
    }

    /**
     * What follows.
     *
     * @param standing the next one
     * @param effects what to do, in this order
     */
    public record Step(Standing standing, List<Effect> effects) {}

    /**
     * Takes what has happened.
     *
     * @param inputs in their order; of several all but the last must be such that can wait
     * @param now nanoseconds of a monotonic clock; never less than before
     */
    public static Step step(Standing standing, List<Input> inputs, long now) {
        var election = new Election(standing, now);
        election.stall();
        inputs.forEach(election::take);
        election.settle();
        return new Step(election.is, List.copyOf(election.effects));
    }

    /** This process did not run for a while: what partners said may lie unread, or be long past; a lease may have ended. */
    private void stall() {
        long gap = now - is.steppedAt();
        long deadtime = is.rules().deadtime().toNanos();
        long usual = 2 * Math.min(is.rules().keepalive().toNanos(), deadtime / 2);
        if (gap <= usual || is.rules().alone()) {
            return;
        }
        if (gap >= deadtime) {
            Map<Integer, Shot> atWork = new TreeMap<>(is.shots());
            atWork.values().removeIf(shot -> !(shot instanceof Shot.Running));
            is = is.with(Peers.none(now)).withShots(atWork); // what was known of partners may be wrong by now
        } else {
            is = is.with(is.peers().each(p -> p.notSilentBefore(now - deadtime + usual)));
        }
        if (is.active() && gap > is.rules().lease().toNanos()) {
            giveUp(new RoleReason.StoodStill(Duration.ofMillis(gap / 1_000_000)));
        }
    }

    private void take(Input input) {
        switch (input) {
            case Input.Tick() -> {
            }
            case Input.Heard(var path, var beat, var at) -> heard(path, beat, at);
            case Input.Died(var rank, var incarnation) -> died(rank, incarnation);
            case Input.Health(var subject, var grade, var what) -> health(subject, grade, what);
            case Input.Noticed(var subject, var what) -> is = is.with(is.candidacy().with(subject,
                    Optional.of(new Trouble(Grade.FIT, what, now)).filter(_ -> !what.equals(Reason.NONE))));
            case Input.Fenced(var rank, var failure) -> fenced(rank, failure);
            case Input.Released() -> {
                if (!is.active() && is.role().addressesUntil() != 0) {
                    is = is.with(is.role().released());
                    beatNow = true;
                }
            }
            case Input.SwitchOver(var wish) -> {
                if (new Succession(is, now).cannotSwitchOver().isEmpty()) {
                    decline(wish);
                }
            }
            case Input.Maintained(var order) -> maintained(order);
            case Input.Stop() -> is = is.with(is.candidacy().stops());
            case Input.Configured(var rules) -> is = is.with(rules);
        }
    }

    private void heard(String path, Beat beat, long arrived) {
        if (is.rules().partners().stream().noneMatch(p -> p.rank() == beat.rank())) {
            return;
        }
        Peer before = is.peers().get(beat.rank());
        long at = Math.clamp(arrived,
                before == null ? is.peers().listeningSince() : Math.max(is.peers().listeningSince(), before.heardAt()),
                now);
        Peer peer = before == null
                ? Peer.first(beat, path, at)
                : before.heard(beat, path, is.rules().deadtime().toNanos(), at);
        is = is.with(is.peers().with(beat.rank(), peer)).with(is.role().heardOf(beat.term()));
        if (before != null && !before.isNewer(beat)) {
            return; // nothing new
        }
        if (!(is.shots().get(beat.rank()) instanceof Shot.Running)) {
            is = is.withShot(beat.rank(), Optional.empty());
        }
        boolean stranger = before == null || before.beat().incarnation() != beat.incarnation();
        boolean open = !is.active() && !beat.active() && !beat.yields();
        beatNow |= !beat.leaving() && (stranger || open || beat.overdue());
        boolean wasActive = before != null && before.beat().active();
        if (is.active() && wasActive != beat.active() && beat.term() <= is.role().term()) {
            boolean both = beat.active() || (before != null && before.heardAt() - is.role().since() > 0);
            String name = is.rules().partners().stream().filter(p -> p.rank() == beat.rank()).findFirst().orElseThrow()
                    .name();
            contest = Optional.of(both
                    ? name + " was active too; this one stays"
                    : name + " is back as a standby, and was active when it fell silent");
        }
    }

    private void fenced(int rank, String failure) {
        if (is.shots().get(rank) instanceof Shot.Running running) {
            Optional<Peer> peer = Optional.ofNullable(is.peers().get(rank));
            is = is.withShot(rank, Fencing.ended(running, peer, failure, now));
        }
    }

    /** Whoever is on the path can say so too, so the partner is asked over the sealed one. */
    private void died(int rank, long incarnation) {
        Peer peer = is.peers().get(rank);
        if (peer != null && peer.beat().incarnation() == incarnation && peer.gone() == Peer.Gone.NO) {
            is = is.with(is.peers().with(rank, peer.refused(now)));
            beatNow = true;
        }
    }

    /** A partner that is refused and does not answer either is dead; one that answers is alive, whatever was said. */
    private void believeDeaths() {
        long patience = is.rules().proof().toNanos();
        is = is.with(is.peers().each(p -> {
            if (p.refusedAt() == 0 || p.gone() != Peer.Gone.NO) {
                return p;
            } else if (p.heardAt() - p.refusedAt() >= patience) {
                return p.refused(0);
            }
            return now - Math.max(p.refusedAt(), p.heardAt()) >= patience ? p.died(now) : p;
        }));
    }

    private void health(String subject, Grade grade, Reason what) {
        Trouble before = is.candidacy().troubles().get(subject);
        var trouble = new Trouble(grade, what, before == null ? now : before.since());
        Grade was = is.candidacy().grade();
        is = is.with(is.candidacy().with(subject, Optional.of(trouble).filter(_ -> grade != Grade.FIT)));
        if (before != null && before.grade() == Grade.IMPAIRED && grade == Grade.FIT) {
            is = is.with(is.peers().listeningAnew(now)); // whoever was silent may have been cut off from here
        }
        beatNow |= was != is.candidacy().grade();
    }

    /** What was wanted at the start was not meant for a time after this. */
    private void maintained(Optional<RoleReason.Maintenance> order) {
        Grade was = is.candidacy().grade();
        is = is.with(is.candidacy().maintained(order).unforced());
        beatNow |= was != is.candidacy().grade();
    }

    /** Once an input is known: who has the role, what is said, what an operator hears. */
    private void settle() {
        boolean decided = is.candidacy().declinesUntil() != 0 && (now - is.candidacy().declinesUntil() >= 0
                || is.peers().all().stream().anyMatch(p -> p.beat().active() && is.hears(p, now)));
        if (decided) {
            is = is.with(is.candidacy().declining(0));
        }
        if (is.role().addressesUntil() != 0 && now - is.role().addressesUntil() >= 0) {
            is = is.with(is.role().released());
            beatNow = true;
        }
        if (is.peers().all().stream().anyMatch(p -> p.refusedAt() != 0)) {
            believeDeaths();
        }
        compareFiles();
        var fencing = new Fencing(is, now);
        is.shots().entrySet().stream().filter(s -> fencing.lost(s.getValue()))
                .forEach(s -> fenced(s.getKey(), "nothing was heard of the agent"));
        if (is.active()) {
            var succession = new Succession(is, now);
            succession.givesUp().ifPresentOrElse(this::giveUp, () -> succession.failsBack().ifPresent(this::decline));
        } else {
            new Succession(is, now).takes().ifPresentOrElse(this::takeRole, this::shoot);
        }
        if (is.active()) {
            contest.map(Effect.Announce::new).ifPresent(effects::add);
        }
        confirm();
        tellAlarms();
        speak();
        is = is.stepped(now);
    }

    private void compareFiles() {
        for (Map.Entry<Integer, Peer> entry : is.peers().byRank().entrySet()) {
            Peer compared = entry.getValue().compared(is.rules().file(), now);
            if (compared.differsFrom() != entry.getValue().differsFrom()) {
                is = is.with(is.peers().with(entry.getKey(), compared));
            }
        }
    }

    private void shoot() {
        for (Director partner : new Fencing(is, now).due(new Succession(is, now).opponents())) {
            int failures = is.shots().get(partner.rank()) instanceof Shot.Failed failed ? failed.failures() : 0;
            is = is.withShot(partner.rank(), Optional.of(new Shot.Running(now, failures)));
            effects.add(new Effect.Fence(partner));
        }
    }

    private void takeRole(RoleReason reason) {
        effects.add(new Effect.Take(reason));
        is = is.with(is.role().taken(reason, now, is.rules())).with(is.candidacy().unforced());
        beatNow = true;
    }

    private void giveUp(RoleReason reason) {
        effects.add(new Effect.GiveUp(reason));
        is = is.with(is.role().givenUp(reason, now, is.rules()));
        beatNow = true;
    }

    private void decline(RoleReason reason) {
        giveUp(reason);
        long deadtime = is.rules().deadtime().toNanos();
        // Piranha takes a role at the first "not active"; where it cannot, nobody serves until this director takes it back.
        long patience = Math.max(1_000_000_000L, is.rules().piranha() ? deadtime / 2 : 2 * deadtime);
        is = is.with(is.candidacy().declining(now + patience));
    }

    private void confirm() {
        long early = Speech.gap(is, now) / 2; // with a beat, so that this thread is not woken for it alone
        if (now - is.role().confirmAt() >= -early) {
            effects.add(new Effect.Confirm(is.active()));
            is = is.with(is.role().confirmed(now, is.rules()));
        }
    }

    private void tellAlarms() {
        Map<String, Reason> due = Alarms.due(is, now);
        if (due.isEmpty() && is.alarms().isEmpty()) {
            return;
        }
        is.alarms().keySet().stream().filter(subject -> !due.containsKey(subject)).sorted()
                .forEach(subject -> effects.add(new Effect.Alarm(subject, Reason.NONE)));
        due.entrySet().stream().filter(alarm -> !is.alarms().containsKey(alarm.getKey()))
                .forEach(alarm -> effects.add(new Effect.Alarm(alarm.getKey(), alarm.getValue())));
        is = is.withAlarms(due);
    }

    private void speak() {
        boolean stopped = is.candidacy().stopping() && !is.active()
                && (is.role().addressesUntil() == 0 || now - is.role().since() >= STOP_NANOS);
        var succession = new Succession(is, now);
        boolean turned = is.peers().all().stream()
                .anyMatch(p -> is.hears(p, now) && succession.yieldsTo(p) != (p.firmFrom() == 0));
        if (stopped) {
            for (int i = 0; i < GOODBYES; i++) {
                say(true);
            }
            effects.add(new Effect.Done());
        } else if (beatNow || turned || now - is.beats().nextAt() >= 0) {
            say(false);
        }
    }

    private void say(boolean leaving) {
        for (Director partner : is.rules().partners()) {
            Peer peer = is.peers().get(partner.rank());
            boolean yields = peer != null && new Succession(is, now).yieldsTo(peer);
            is = is.with(is.beats().oneMore());
            if (peer != null && yields != (peer.firmFrom() == 0)) {
                is = is.with(is.peers().with(partner.rank(), peer.firm(yields ? 0 : is.beats().sequence())));
            }
            effects.add(new Effect.Send(partner.rank(), Speech.to(is, peer, yields, leaving, now)));
        }
        is = is.with(is.beats().dueAt(now + Speech.gap(is, now)));
    }
}
