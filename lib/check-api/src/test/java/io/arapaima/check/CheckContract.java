package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.Terms.Trial;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Proves a check right against servers that mean it no good. A plugin's test extends this class and names its check:
 *
 * {@snippet :
 * class BannerContractTest extends CheckContract {
 *     @Override
 *     protected Terms terms() {
 *         return Terms.tcp(new BannerCheck(), Dialogue.greeting("220 hello\r\n"));
 *     }
 * }
 * }
 *
 * <p>Against every {@link Behaviour}: the result is right, the deadline and the connect time-out are kept within
 * {@value #TOLERANCE_MILLIS} ms (plus what this machine was late by meanwhile, which is measured) in one trial of
 * three, at most {@value #MOST_KEPT_BYTES} bytes are kept of a flood, and nothing stays open or running: no thread,
 * socket, file or program. Besides: an interrupt ends a probe at once, probes at the same time do not mix up, name and options are sane,
 * PF4J will find the class.
 */
public abstract class CheckContract {
    /** How late a result may be. */
    public static final int TOLERANCE_MILLIS = 100;
    /** What a probe may keep on the heap: far more than an answer needs, far less than a second of the flood. */
    public static final int MOST_KEPT_BYTES = 8 << 20;
    /** Probes at once against one peer, and from how many left descriptors on it is a leak: one a probe. */
    private static final int PROBES = 4;
    /** Conversations with spoilt answers in each run, how many at once, and the limit of each. */
    private static final int HOSTILE = 60;
    private static final int HOSTILE_AT_ONCE = 30;
    private static final Duration HOSTILE_LIMIT = Duration.ofMillis(600);
    /** After this long without an end a probe is given up. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(2);
    private static final Duration BEFORE_INTERRUPT = Duration.ofMillis(300);
    /** The limit of a probe that is to be interrupted: it must not end by itself before. */
    private static final Duration FAR_AWAY = Duration.ofSeconds(20);

    /** For plugins' tests. */
    protected CheckContract() {}

    /**
     * Names the check and how servers of its protocol behave.
     *
     * @return the terms, with a new check
     */
    protected abstract Terms terms();

    /**
     * Right result, in time, nothing left behind.
     *
     * @param behaviour what the server does
     * @throws Exception when the trial itself cannot run
     */
    @ParameterizedTest(name = "againstAServerThat [{0}]")
    @EnumSource
    public final void givesTheRightResultInTimeAgainstAServerThat(Behaviour behaviour) throws Exception {
        Terms terms = terms();
        switch (terms.trial(behaviour)) {
            case Trial.Forgotten() -> Assertions.fail("the terms neither try nor exclude a server that " + behaviour);
            case Trial.Without(String reason) -> skip(terms.check(), behaviour, reason);
            case Trial.Against(Peer.Opener opener, Expectation expectation) -> {
                Holdings before = Holdings.now();
                try (Peer peer = opener.open()) {
                    oneProbe(terms, behaviour, peer, expectation);
                }
                assertNothingLeft(before, Integer.MAX_VALUE);
                Holdings warm = Holdings.now();
                try (Peer peer = opener.open()) {
                    for (RunningProbe each : probes(terms, peer, terms.limit(behaviour))) {
                        assertEnds(each, terms.limit(behaviour).plus(GIVEN_UP));
                        assertMeets(each, behaviour, expectation);
                    }
                }
                assertNothingLeft(warm, PROBES);
            }
        }
    }

    private static void skip(Check check, Behaviour behaviour, String reason) {
        String message = check.name() + " is not tried against a server that " + behaviour + ": " + reason;
        System.out.println("contract: " + message);
        Assumptions.abort(message);
    }

    private static void oneProbe(Terms terms, Behaviour behaviour, Peer peer, Expectation expectation)
            throws Exception {
        Duration limit = terms.limit(behaviour);
        Duration kept = behaviour == Behaviour.BLACK_HOLE ? RunningProbe.connectTimeout(limit) : limit;
        Punctual.assertOnTime("time against a server that " + behaviour, kept, () -> {
            try (var heap = behaviour == Behaviour.FLOODS ? new HeapWatch(limit) : null) {
                RunningProbe probe = RunningProbe.start(terms, peer, limit);
                assertEnds(probe, limit.plus(GIVEN_UP));
                assertMeets(probe, behaviour, expectation);
                if (heap != null) {
                    assertThat(heap.most()).as("bytes kept of the flood").isLessThanOrEqualTo(MOST_KEPT_BYTES);
                }
                return probe.took();
            }
        });
    }

    private static List<RunningProbe> probes(Terms terms, Peer peer, Duration limit) {
        List<RunningProbe> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            probes.add(RunningProbe.start(terms, peer, limit));
        }
        return probes;
    }

    private static void assertEnds(RunningProbe probe, Duration within) throws InterruptedException {
        if (!probe.endsWithin(within)) {
            probe.interrupt();
            Assertions.fail("the probe still ran " + GIVEN_UP.toSeconds() + " s after its time");
        }
    }

    private static void assertMeets(RunningProbe probe, Behaviour behaviour, Expectation expectation) {
        CheckResult result = probe.result();
        assertThat(expectation.holds().test(result))
                .as("against a server that %s the result must be %s, but is %s", behaviour, expectation.words(), result)
                .isTrue();
        if (result instanceof Passed passed) {
            assertThat(passed.latency()).as("latency of a probe that took %s", probe.took())
                    .isBetween(Duration.ZERO, probe.took());
        }
    }

    /** Waits a little: a closed socket's or a killed program's last traces take a moment. */
    private static void assertNothingLeft(Holdings before, int descriptors) throws IOException, InterruptedException {
        long end = System.nanoTime() + GIVEN_UP.toNanos();
        List<String> left = Holdings.now().grownSince(before, descriptors);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
            left = Holdings.now().grownSince(before, descriptors);
        }
        assertThat(left).as("left behind by probes").isEmpty();
    }

    /**
     * An interrupt ends a blocked probe within the tolerance, as an exception or inconclusive, with nothing left behind.
     *
     * @throws Exception when the trial itself cannot run
     */
    @Test
    public final void anInterruptEndsAProbeAtOnceAndIsNoVerdict() throws Exception {
        Terms terms = terms();
        if (terms.whyItNeverBlocks().isPresent()) {
            String message = terms.check().name() + " is not interrupted: " + terms.whyItNeverBlocks().get();
            System.out.println("contract: " + message);
            Assumptions.abort(message);
        }
        Behaviour behaviour = terms.interruptedIn();
        if (!(terms.trial(behaviour) instanceof Trial.Against(Peer.Opener opener, _))) {
            Assertions.fail("the terms interrupt a probe of a server that " + behaviour + ", but exclude such servers");
            return;
        }
        Holdings before = Holdings.now();
        try (Peer peer = opener.open()) {
            Punctual.assertOnTime("time from interrupt to end", Duration.ZERO,
                    () -> interrupted(probes(terms, peer, FAR_AWAY), behaviour));
        }
        assertNothingLeft(before, PROBES);
    }

    private static Duration interrupted(List<RunningProbe> probes, Behaviour behaviour) throws InterruptedException {
        assertThat(probes.getFirst().endsWithin(BEFORE_INTERRUPT))
                .as("the probe ended by itself: it cannot be interrupted against a server that %s", behaviour)
                .isFalse();
        long start = System.nanoTime();
        probes.forEach(RunningProbe::interrupt);
        for (RunningProbe each : probes) {
            assertEnds(each, GIVEN_UP);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(probes).as("an interrupt is no evidence about the server: throw, or be inconclusive")
                .allMatch(CheckContract::isNoVerdict);
        return took;
    }

    private static boolean isNoVerdict(RunningProbe probe) {
        return switch (probe.thrown()) {
            case null -> probe.result() instanceof Inconclusive;
            case IOException _ -> true;
            case InterruptedException _ -> true;
            case Throwable _ -> false;
        };
    }

    /**
     * One check object asked about many servers at once gives each its own result. Floods stay away: they would take the
     * processors from the others.
     *
     * @throws Exception when the trial itself cannot run
     */
    @Test
    public final void probesAtTheSameTimeDoNotMixUp() throws Exception {
        assertThat(CheckShape.fieldsThatCanChange(terms().check())).as("fields of a check, which has no state")
                .isEmpty();
        Terms terms = terms();
        List<Peer> peers = new ArrayList<>();
        record Asked(RunningProbe probe, Behaviour behaviour, Expectation expectation) {}
        List<Asked> all = new ArrayList<>();
        try {
            for (Behaviour each : Behaviour.values()) {
                if (each != Behaviour.FLOODS
                        && terms.trial(each) instanceof Trial.Against(var opener, var expectation)) {
                    Peer peer = opener.open();
                    peers.add(peer);
                    probes(terms, peer, terms.limit(each))
                            .forEach(probe -> all.add(new Asked(probe, each, expectation)));
                }
            }
            for (Asked each : all) {
                assertEnds(each.probe, terms.limit(each.behaviour).plus(GIVEN_UP));
                assertMeets(each.probe, each.behaviour, each.expectation);
            }
        } finally {
            for (Peer each : peers) {
                each.close();
            }
        }
    }

    /**
     * A check that says that it follows a route reaches its server on no other: where there is no way, it learns nothing.
     *
     * @throws Exception when the trial itself cannot run
     */
    @Test
    public final void aRoutedCheckGoesNoOtherWay() throws Exception {
        Terms terms = terms();
        if (terms.check() instanceof RoutedCheck check
                && terms.trial(Behaviour.ANSWERS) instanceof Trial.Against(Peer.Opener opener, _)) {
            try (Peer peer = opener.open()) {
                Duration limit = terms.limit(Behaviour.ANSWERS);
                RunningProbe probe = RunningProbe.start(terms, peer, limit,
                        (target, deadline) -> new NoWay().run(check, target, deadline));
                assertEnds(probe, limit.plus(GIVEN_UP));
                assertThat(probe.result()).as("what a check learns whose route leads nowhere")
                        .isEqualTo(new Inconclusive(NoWay.WORDS));
            }
        }
    }

    /** A route that no packet takes. */
    private static final class NoWay extends Route {
        static final String WORDS = "there is no way";

        @Override
        protected void prepare(Socket socket) throws IOException {
            throw new UndecidedException(WORDS);
        }

        @Override
        protected void prepare(DatagramSocket socket) throws IOException {
            throw new UndecidedException(WORDS);
        }
    }

    /**
     * Whatever a server makes of its answer, a probe ends and gives a result; a mistake of the check's own is none. Each run
     * has the same {@value #HOSTILE} conversations; {@code -Darapaima.hostile=20000} makes more of them, and
     * {@code -Darapaima.seed=7} others.
     *
     * @throws Exception when the trial itself cannot run
     */
    @Test
    public final void spoiltAnswersAreAnswersToo() throws Exception {
        Terms terms = terms();
        if (!(terms.trial(Behaviour.ANSWERS) instanceof Trial.Against(Peer.Opener opener, _))
                || terms.whyItNeverBlocks().isPresent()) {
            return;
        }
        long seed = Long.getLong("arapaima.seed", 1);
        int count = Integer.getInteger("arapaima.hostile", HOSTILE);
        try (Peer peer = new SpoilingPeer(opener.open(), seed * 1_000_000)) {
            for (int done = 0; done < count; done += HOSTILE_AT_ONCE) {
                List<RunningProbe> probes = new ArrayList<>();
                for (int i = 0; i < HOSTILE_AT_ONCE; i++) {
                    probes.add(RunningProbe.start(terms, peer, HOSTILE_LIMIT));
                }
                for (RunningProbe each : probes) {
                    assertEnds(each, HOSTILE_LIMIT.plus(FAR_AWAY));
                    assertThat(each.thrown()).as("seed %d, one of conversations %d to %d", seed, done,
                            done + HOSTILE_AT_ONCE - 1).matches(
                                    thrown -> thrown == null || thrown instanceof IOException
                                            || thrown instanceof InterruptedException,
                                    "is nothing, or what the network said");
                    assertThat(each.result()).isNotNull();
                }
            }
        }
    }

    /** Name, sentence and options can stand in lvs.cf and in the manual. */
    @Test
    public final void nameAndOptionsAreSane() {
        assertThat(CheckShape.problems(terms().check())).as("name and options").isEmpty();
    }

    /**
     * The class is what PF4J can make and find: public, with a public constructor, and in the index.
     *
     * @throws IOException when the index cannot be read
     */
    @Test
    public final void pf4jFindsTheCheck() throws IOException {
        assertThat(CheckShape.whyPf4jDoesNotFind(terms().check())).as("PF4J").isEmpty();
    }
}
