package io.arapaima.manager.failover;

import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.failover.FailoverService.Phase;
import io.arapaima.planner.News;
import io.arapaima.planner.Undecided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of failover services: a state and an input give the next state and what to do. Pure. One command runs at a
 * time; starts go in the order of lvs.cf, stops in reverse; whoever begins stops everything first, as Piranha's fos did
 * (docs/piranha.md, F1). Why a failure moves the role, and when it does not: docs/decisions/0010-failover-services.md.
 */
final class FailoverStep {
    /** A failed service is started again after its patience, then twice that, up to this. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    /** The role is kept so long at most where services keep failing. */
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);

    private final long now;
    private final List<Failover.Action> actions = new ArrayList<>();
    private final Map<String, FailoverService> services = new LinkedHashMap<>();
    private Optional<Role> role;
    private boolean ready;
    private int losses;
    private long lostAt;
    private long unfitAt;

    /**
     * What follows.
     *
     * @param state the next one
     * @param actions what to do, in this order
     */
    record Result(Failover state, List<Failover.Action> actions) {}

    private FailoverStep(Failover was, long now) {
        this.now = now;
        was.services().forEach(this::put);
        this.role = was.role();
        this.ready = was.ready();
        this.losses = was.losses();
        this.lostAt = was.lostAtNanos();
        this.unfitAt = was.unfitAtNanos();
    }

    static Result step(Failover was, Failover.Input input, long now) {
        var step = new FailoverStep(was, now);
        step.take(input);
        step.settle();
        return new Result(new Failover(step.role, step.ready, List.copyOf(step.services.values()), step.losses,
                step.lostAt, step.unfitAt), List.copyOf(step.actions));
    }

    private void put(FailoverService service) {
        services.put(service.name(), service);
    }

    private List<FailoverService> all() {
        return List.copyOf(services.values());
    }

    private boolean active() {
        return role.filter(Role.ACTIVE::equals).isPresent();
    }

    private void take(Failover.Input input) {
        switch (input) {
            case Failover.Configured(var blocks) -> configured(blocks);
            case Failover.Pass(var said, var addressed) -> {
                ready = addressed;
                if (!said.equals(role)) {
                    role = said;
                    became();
                }
            }
            case Failover.Ended(var name, var problem) ->
                Optional.ofNullable(services.get(name)).ifPresent(s -> ended(s, problem));
            case Failover.Judged(var name, var up, var why) -> Optional.ofNullable(services.get(name))
                    .filter(s -> active() && s.phase().checked()).ifPresent(s -> judged(s, up, why));
            case Failover.Late(var name, var why) -> Optional.ofNullable(services.get(name))
                    .filter(s -> active() && s.phase() == Phase.STARTED && s.why().isEmpty())
                    .filter(s -> s.block().filter(b -> since(s) >= Undecided.time(b.check()).toNanos()).isPresent())
                    .ifPresent(s -> late(s, why));
        }
    }

    private void configured(List<FailoverBlock> blocks) {
        Map<String, FailoverService> before = new LinkedHashMap<>(services);
        services.clear();
        for (FailoverBlock block : blocks) {
            FailoverService known = before.remove(block.name());
            put(known == null ? FailoverService.found(block, now) : known.with(block));
        }
        before.values().stream().filter(s -> s.phase() != Phase.UNKNOWN).forEach(s -> put(s.removed()));
    }

    private void became() {
        boolean starting = services.values().stream().anyMatch(s -> s.phase() == Phase.STARTING);
        if (!active() && starting) {
            actions.add(new Failover.Kill());
        }
        all().forEach(s -> put(s.forgiven(now)));
    }

    private void ended(FailoverService service, String problem) {
        switch (service.phase()) {
            case STARTING -> started(service, problem);
            case STOPPING -> stopped(service, problem);
            case CLEARING -> {
                put(service.to(Phase.STOPPED, "", now));
                tell(Event.Kind.LIFE, service, "stopped", problem.isEmpty() ? "in case it ran" : problem, "");
            }
            case UNKNOWN, STOPPED, STARTED, UNJUDGED, RUNNING, FAILED -> {
                // Nothing of its runs: an old word.
            }
        }
    }

    private void started(FailoverService service, String problem) {
        if (problem.isEmpty() || !active()) {
            put(service.to(Phase.STARTED, "", now));
            tell(Event.Kind.LIFE, service, active() ? "started" : "not wanted any more", problem, "");
        } else {
            fail(service, problem);
        }
    }

    private void stopped(FailoverService service, String problem) {
        put(service.to(Phase.STOPPED, problem, now));
        if (problem.isEmpty()) {
            tell(Event.Kind.LIFE, service, "stopped", "", "");
        } else {
            tell(Event.Kind.TROUBLE, service, "could not be stopped", problem, "it may still run on this director");
        }
    }

    /** An outage for whoever watches, and no reason to move the role: the partner's check may decide no better. */
    private void late(FailoverService service, String why) {
        put(service.to(Phase.UNJUDGED, why, now));
        tell(service.failure().isEmpty() ? Event.Kind.SERVICE_DOWN : Event.Kind.LIFE, service, Phase.UNJUDGED.word(),
                why, "start_cmd ended well, so it stays as it is; whether it answers is not known");
    }

    private void judged(FailoverService service, boolean up, String why) {
        if (!up) {
            if (service.phase() == Phase.RUNNING || service.phase() == Phase.UNJUDGED) {
                fail(service, why);
            } else {
                put(service.said(why));
            }
        } else if (service.phase() != Phase.RUNNING) {
            put(service.forgiven(now).to(Phase.RUNNING, why, now));
            boolean wasOut = !service.failure().isEmpty() || service.phase() == Phase.UNJUDGED;
            tell(wasOut ? Event.Kind.SERVICE_UP : Event.Kind.LIFE, service, Phase.RUNNING.word(), why, "");
        }
    }

    private void fail(FailoverService service, String why) {
        FailoverBlock block = service.block().orElseThrow();
        boolean first = services.values().stream().allMatch(s -> s.failure().isEmpty());
        if (first) {
            losses = now - lostAt > LONGEST_HOLD.plus(hold(block).multipliedBy(3)).toNanos() ? 1 : losses + 1;
            lostAt = now;
            unfitAt = now + hold(block).toNanos();
        }
        Duration pause = doubled(block.patience(), service.tries(), LONGEST_PAUSE);
        put(service.failed(why, now + pause.toNanos(), now));
        tell(service.failure().isEmpty() ? Event.Kind.SERVICE_DOWN : Event.Kind.LIFE, service, Phase.FAILED.word(),
                why, (first ? consequence(block) : "") + "started again here in " + pause.toSeconds() + " s");
    }

    private String consequence(FailoverBlock block) {
        return losses == 1
                ? "a partner that is fit gets the role, else "
                : "failed here " + losses + " times in a row, so a partner gets the role only after "
                        + hold(block).toSeconds() + " s; ";
    }

    /** How long the role is kept after a failure. A first one moves it at once; what fails on both must not go to and fro. */
    private Duration hold(FailoverBlock block) {
        return losses < 2 ? Duration.ZERO : doubled(block.reentry(), losses - 2, LONGEST_HOLD);
    }

    private static Duration doubled(Duration once, int times, Duration longest) {
        Duration grown = once;
        for (int i = 0; i < times && grown.compareTo(longest) < 0; i++) {
            grown = grown.multipliedBy(2);
        }
        return grown.compareTo(longest) > 0 && once.compareTo(longest) < 0 ? longest : grown;
    }

    private void settle() {
        all().stream().filter(s -> s.phase() == Phase.STARTED && !s.why().isEmpty() && active())
                .filter(s -> s.block().filter(b -> since(s) >= b.patience().toNanos()).isPresent())
                .forEach(s -> fail(s, s.why()));
        boolean well = active() && services.values().stream().allMatch(s -> s.phase() == Phase.RUNNING
                && s.block().filter(b -> since(s) >= b.reentry().toNanos()).isPresent());
        losses = well ? 0 : losses;
        while (role.isPresent() && services.values().stream().noneMatch(s -> s.phase().busy()) && next()) {
            // What needs no command is done at once, and something else is next.
        }
        all().stream().filter(s -> s.block().isEmpty() && s.phase() == Phase.STOPPED)
                .forEach(s -> services.remove(s.name()));
    }

    private long since(FailoverService service) {
        return now - service.sinceNanos();
    }

    /** Begins what is next; stops come before starts. */
    private boolean next() {
        Optional<FailoverService> stop = all().reversed().stream().filter(this::mustStop).findFirst();
        Optional<FailoverService> start = active() && ready
                ? all().stream().filter(s -> s.phase() == Phase.STOPPED && s.block().isPresent()).findFirst()
                : Optional.empty();
        stop.ifPresentOrElse(
                s -> begin(s, s.phase() == Phase.UNKNOWN ? Phase.CLEARING : Phase.STOPPING, "stop_cmd", s.stop()),
                () -> start.ifPresent(s -> begin(s, Phase.STARTING, "start_cmd",
                        s.block().orElseThrow().start())));
        return stop.isPresent() || start.isPresent();
    }

    private boolean mustStop(FailoverService service) {
        return switch (service.phase()) {
            case UNKNOWN -> true;
            case STARTED, UNJUDGED, RUNNING -> !active() || service.block().isEmpty();
            case FAILED -> !active() || service.block().isEmpty() || now - service.againNanos() >= 0;
            case STOPPED, CLEARING, STARTING, STOPPING -> false;
        };
    }

    private void begin(FailoverService service, Phase phase, String keyword, FailoverCommand command) {
        FailoverService begun = service.to(phase, command.line().orElse(""), now);
        put(begun);
        if (command.line().isPresent()) {
            actions.add(new Failover.Run(service.name(), keyword, command));
        } else {
            ended(begun, "");
        }
    }

    /** What a check said, apart from how it said it. */
    private static Event.Facts facts(Event.Kind kind, String why) {
        return kind == Event.Kind.SERVICE_DOWN ? Event.Facts.of(Verdict.failure(why)) : Event.Facts.NONE;
    }

    private void tell(Event.Kind kind, FailoverService service, String is, String why, String effect) {
        actions.add(new Failover.Tell(new News(kind, new Subject.Service(service.name()),
                service.phase().word(), is, why, effect).with(facts(kind, why))));
    }
}
