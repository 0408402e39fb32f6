package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.pulse.wire.Foreigners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

/**
 * Directors on paper: elections joined by a network that can be cut, in time that is counted instead of waited for. A
 * director's kernel lets go of addresses when their lease ends, its hub refuses an address that another one answers for.
 */
final class PaperLab {
    private static final long MS = 1_000_000;
    /** A hub that is well adds or removes addresses within this time. */
    private static final long HUB = 5 * MS;
    /** A failed {@code reach} target is known after this time. */
    private static final long REACH = 400 * MS;

    /** One machine. */
    final class Host {
        final Rules rules;
        Standing standing;
        boolean running;
        boolean frozen;
        boolean hubDead;
        boolean isolated;
        private final List<Input> unread = new ArrayList<>();
        private final List<Input> patient = new ArrayList<>();
        private long holdsFrom = Long.MAX_VALUE;
        private long holdsUntil = Long.MIN_VALUE;
        private long incarnations;
        /** What it makes of words that are not its own; empty until somebody says such. */
        private Optional<Foreigners> foreigners = Optional.empty();

        Host(Rules rules) {
            this.rules = rules;
            this.standing = Standing.start(rules, 0, false, now);
        }

        String name() {
            return rules.self().name();
        }

        boolean holds() {
            return now >= holdsFrom && now < holdsUntil;
        }

        void start(boolean forced) {
            running = true;
            frozen = false;
            hubDead = false;
            incarnations++;
            patient.clear();
            foreigners = Optional.empty();
            standing = Standing.start(rules, 1000L * rules.self().rank() + incarnations, forced, now);
            give(new Input.Tick());
        }

        private Foreigners foreigners(Foreigners.Manners manners) {
            Foreigners mine = foreigners.orElseGet(() -> new Foreigners(rules, standing.beats().incarnation(), manners,
                    this::give, (path, beat) -> give(new Input.Heard(path, beat, now))));
            foreigners = Optional.of(mine);
            return mine;
        }

        void give(Input input) {
            if (!running) {
                return;
            }
            if (frozen) {
                unread.add(input);
                return;
            }
            if (input instanceof Input.Heard heard && standing.canWait(heard)) {
                patient.add(heard);
                return;
            }
            if (standing.ignores(input)) {
                return;
            }
            List<Input> all = new ArrayList<>(patient);
            patient.clear();
            all.add(input);
            step(all);
            long wake = WakeTime.of(standing);
            long process = incarnations;
            at(Math.max(wake, now + 1), () -> {
                if (process == incarnations && !frozen && WakeTime.of(standing) <= now) {
                    give(new Input.Tick());
                }
            });
        }

        private void step(List<Input> inputs) {
            Election.Step step = Election.step(standing, inputs, now);
            standing = step.standing();
            step.effects().forEach(this::act);
        }

        void thaw() {
            frozen = false;
            give(new Input.Tick()); // what woke up first is the clock
            List<Input> late = List.copyOf(unread);
            unread.clear();
            late.forEach(input -> give(input instanceof Input.Heard(var path, var beat, _)
                    ? new Input.Heard(path, beat, now)
                    : input));
        }

        private void act(Effect effect) {
            switch (effect) {
                case Effect.Send(var to, var beat) -> send(this, to, beat);
                case Effect.Take(var reason) -> {
                    say(this, "TAKES the role (" + English.of(reason) + ")");
                    at(now + HUB, this::add);
                }
                case Effect.GiveUp(var reason) -> {
                    say(this, "GIVES UP the role (" + English.of(reason) + ")");
                    at(now + HUB, this::release);
                }
                case Effect.Confirm(var active) -> {
                    if (active && !holds()) {
                        add(); // the hub tries again what it was refused, or lost
                    } else if (active) {
                        renew();
                    }
                }
                case Effect.Announce(var cause) -> say(this, "announces again (" + cause + ")");
                case Effect.Alarm(var subject, var what) -> say(this, what.equals(Reason.NONE)
                        ? "over: " + subject
                        : "alarm: " + subject + ": " + English.of(what));
                case Effect.Fence(var partner) -> {
                    say(this, "FENCES " + partner.name());
                    fence(this, partner.rank());
                }
                case Effect.Done() -> {
                    say(this, "ends");
                    running = false;
                }
            }
        }

        private void add() {
            if (hubDead || !running || !standing.active()) {
                return;
            }
            boolean answered = !isolated
                    && hosts.values().stream().anyMatch(h -> h != this && !h.isolated && h.holds());
            if (answered && rules.exclusive()) {
                give(new Input.Health("hub", Grade.BROKEN, new Reason.Said("another machine answers for the address")));
            } else {
                holdsFrom = now;
                renew();
            }
        }

        private void renew() {
            if (!hubDead && holdsFrom <= now) {
                holdsUntil = standing.rules().lease().isZero()
                        ? Long.MAX_VALUE
                        : now + standing.rules().lease().toNanos();
            }
        }

        private void release() {
            if (!hubDead && !standing.active()) {
                lost();
                give(new Input.Released());
            }
        }

        void lost() {
            holdsFrom = Long.MAX_VALUE;
        }
    }

    /**
     * Has a machine speak the other heartbeat from now on, a word at each keepalive, instead of running a director of ours. One that
     * says that it is active has the address.
     *
     * @param active what it says of its role; empty = what it says is not understood
     * @param manners of those that hear it
     */
    void speaks(Host stranger, Optional<Boolean> active, Foreigners.Manners manners) {
        stranger.running = false;
        stranger.holdsFrom = active.orElse(false) ? now : Long.MAX_VALUE;
        stranger.holdsUntil = Long.MAX_VALUE;
        word(stranger, active, ++stranger.incarnations, manners);
    }

    /** Over each path, as both heartbeats do. */
    private void word(Host stranger, Optional<Boolean> active, long words, Foreigners.Manners manners) {
        if (stranger.running || stranger.incarnations != words) {
            return;
        }
        for (Host host : hosts.values()) {
            host.rules.paths().stream().filter(path -> host.running && open(path, stranger, host))
                    .forEach(path -> host.foreigners(manners).heard(path, stranger.rules.self().rank(), active,
                            "speaks another heartbeat", host.standing.role().term(), now));
        }
        at(now + stranger.rules.keepalive().toNanos(), () -> word(stranger, active, words, manners));
    }

    /** The stranger ends, and takes its address with it. */
    void falls(Host stranger) {
        stranger.incarnations++;
        stranger.lost();
    }

    private record Due(long at, long number, Runnable what) {}

    final Map<Integer, Host> hosts = new TreeMap<>();
    final List<String> told = new ArrayList<>();
    /** Paths that are cut, as {@code path from>to}. */
    final java.util.Set<String> cuts = new java.util.HashSet<>();
    int lossPercent;
    int mutualShots;
    Agent agent = Agent.WORKS;
    long now = 1_000_000_000;
    long nobodyMillis;
    long twoMillis;
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private final Random random;
    private long number;

    PaperLab(List<Rules> directors, long seed) {
        random = new Random(seed);
        directors.forEach(rules -> hosts.put(rules.self().rank(), new Host(rules)));
    }

    void at(long when, Runnable what) {
        due.add(new Due(when, number++, what));
    }

    void run(Duration time) {
        long end = now + time.toNanos();
        for (long next = now + MS; next <= end; next += MS) {
            while (!due.isEmpty() && due.peek().at() <= next) {
                Due first = due.remove();
                now = Math.max(now, first.at());
                first.what().run();
            }
            now = next;
            long holders = hosts.values().stream().filter(Host::holds).count();
            nobodyMillis += holders == 0 ? 1 : 0;
            twoMillis += holders > 1 ? 1 : 0;
        }
    }

    private void send(Host from, int to, Beat beat) {
        for (String path : from.rules.paths()) {
            Host target = hosts.get(to);
            if (target != null && open(path, from, target) && random.nextInt(100) >= lossPercent) {
                at(now + 200_000 + random.nextInt(300_000), () -> {
                    target.foreigners.ifPresent(f -> f.understood(beat.rank()));
                    target.give(new Input.Heard(path, beat, now));
                });
            }
        }
    }

    boolean open(String path, Host from, Host to) {
        return !from.isolated && !to.isolated
                && !cuts.contains(path + " " + from.rules.self().rank() + ">" + to.rules.self().rank());
    }

    /** The kernel of a killed process says so, if it can be heard. */
    void kill(Host victim) {
        victim.running = false;
        reset(victim);
    }

    /** Somebody between the two says it, or a firewall that rejects. */
    void reset(Host victim) {
        long incarnation = victim.standing.beats().incarnation();
        hosts.values().stream().filter(h -> h != victim).forEach(other -> {
            boolean heard = victim.rules.paths().stream()
                    .anyMatch(path -> open(path, victim, other) && open(path, other, victim));
            if (heard) {
                at(now + MS, () -> other.give(new Input.Died(victim.rules.self().rank(), incarnation)));
            }
        });
    }

    /** What the fence agents do. */
    enum Agent {
        WORKS, FAILS, HANGS
    }

    /** A switch of its own, which is reached whatever becomes of the network: off after two seconds, on again a second later. */
    private void fence(Host who, int rank) {
        long process = who.incarnations;
        Host victim = java.util.Objects.requireNonNull(hosts.get(rank));
        boolean works = agent == Agent.WORKS;
        boolean shootsToo = victim.running && !victim.frozen
                && victim.standing.shots().get(who.rules.self().rank()) instanceof Shot.Running;
        mutualShots += shootsToo ? 1 : 0;
        if (works) {
            at(now + 2000 * MS, () -> {
                say(victim, "IS OFF");
                victim.running = false;
                victim.lost();
            });
        }
        long end = switch (agent) {
            case WORKS -> now + 3000 * MS;
            case FAILS -> now + 1000 * MS;
            case HANGS -> now + who.rules.fencing().timeout().toNanos();
        };
        at(end, () -> {
            if (process == who.incarnations && who.running) {
                who.give(new Input.Fenced(rank, works ? "" : agent == Agent.FAILS ? "no answer" : "it did not end"));
            }
        });
    }

    void isolate(Host host, boolean isolated) {
        host.isolated = isolated;
        long process = host.incarnations;
        at(now + REACH, () -> {
            if (host.isolated == isolated && process == host.incarnations) {
                host.give(new Input.Health("reach", isolated ? Grade.IMPAIRED : Grade.FIT,
                        isolated ? new Reason.Said("gateway does not answer") : Reason.NONE));
            }
        });
    }

    private void say(Host who, String what) {
        told.add(String.format(Locale.ROOT, "%9.3f %s %s", (now - 1_000_000_000) / 1e9, who.name(), what));
    }
}
