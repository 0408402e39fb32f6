package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.ContractReport.UnfitCheck;
import io.arapaima.check.Terms.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

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
 *
 * <p>A check that is not sane, or does not pass where it should, is told so in one sentence, and the rest is not tried. What cannot
 * happen by the {@link Terms} is not tried either; the reason is printed.
 */
@ExtendWith(ContractReport.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class CheckContract {
    /** How late a result may be. */
    public static final int TOLERANCE_MILLIS = 100;
    /** What a probe may keep on the heap: far more than an answer needs, far less than a second of the flood. */
    public static final int MOST_KEPT_BYTES = 8 << 20;
    /** Conversations with spoilt answers in each run, how many at once, and the limit of each. */
    private static final int HOSTILE = 60;
    private static final int HOSTILE_AT_ONCE = 30;
    private static final Duration HOSTILE_LIMIT = Duration.ofMillis(600);
    private static final Duration BEFORE_INTERRUPT = Duration.ofMillis(300);
    /** The limit of a probe that is to be interrupted: it must not end by itself before. */
    private static final Duration FAR_AWAY = Duration.ofSeconds(20);
    /** By test class, the servers of which a check has given the wrong result alone; it would give it in company too. */
    private static final Map<Class<?>, Set<Behaviour>> FAILED = new ConcurrentHashMap<>();

    /** For plugins' tests. */
    protected CheckContract() {}

    /**
     * Names the check and how servers of its protocol behave.
     *
     * @return the terms, with a new check
     */
    protected abstract Terms terms();

    /** A plugin's mistake while its check is made is the first that is to be mended. */
    private Terms made() {
        try {
            return terms();
        } catch (RuntimeException | LinkageError e) {
            throw new UnfitCheck("the check or its terms cannot be made: " + e + ContractReport.place(e), e);
        }
    }

    /** Name, sentence and options can stand in lvs.cf and in the manual. */
    @Test
    @Order(1)
    public final void nameAndOptionsAreSane() {
        List<String> problems = CheckShape.problems(made().check());
        if (!problems.isEmpty()) {
            throw new UnfitCheck(String.join("; ", problems));
        }
    }

    /**
     * The class is what PF4J can make and find: public, with a public constructor, in the index, and the only one of its jar
     * with its check's name.
     *
     * @throws IOException when the index cannot be read
     */
    @Test
    @Order(2)
    public final void pf4jFindsTheCheck() throws IOException {
        Check check = made().check();
        List<String> reasons = new ArrayList<>(CheckShape.whyPf4jDoesNotFind(check));
        reasons.addAll(CheckShape.namesakes(check));
        if (!reasons.isEmpty()) {
            Assertions.fail(String.join("; ", reasons));
        }
    }

    /**
     * Right result, in time, nothing left behind, against servers of every kind.
     *
     * @return a test for each kind that the terms do not exclude
     */
    @TestFactory
    @Order(3)
    public final Stream<DynamicTest> againstAServerThat() {
        Terms terms = made();
        return Arrays.stream(Behaviour.values()).filter(each -> isTried(terms, each)).map(each -> DynamicTest
                .dynamicTest(each.toString(), () -> givesTheRightResultInTimeAgainstAServerThat(each)));
    }

    private static boolean isTried(Terms terms, Behaviour behaviour) {
        if (terms.trial(behaviour) instanceof Trial.Without(String reason)) {
            System.out.println("contract: " + terms.check().name() + " is not tried against a server that " + behaviour
                    + ": " + reason);
            return false;
        }
        return true;
    }

    final void givesTheRightResultInTimeAgainstAServerThat(Behaviour behaviour) throws Exception {
        try {
            triedAgainst(behaviour);
        } catch (AssertionError e) {
            FAILED.computeIfAbsent(getClass(), _ -> EnumSet.noneOf(Behaviour.class)).add(behaviour);
            throw e;
        }
    }

    private void triedAgainst(Behaviour behaviour) throws Exception {
        Terms terms = made();
        switch (terms.trial(behaviour)) {
            case Trial.Forgotten() -> Assertions.fail("the terms neither try nor exclude a server that " + behaviour);
            case Trial.Without _ -> {
            }
            case Trial.Against(Peer.Opener opener, Expectation expectation) -> {
                Holdings before = Holdings.now();
                try (Peer peer = opener.open()) {
                    Trials.oneProbe(terms, behaviour, peer, expectation);
                }
                Trials.assertNothingLeft(before, Integer.MAX_VALUE);
                Holdings warm = Holdings.now();
                try (Peer peer = opener.open()) {
                    for (RunningProbe each : Trials.probes(terms, peer, terms.limit(behaviour))) {
                        Trials.assertEnds(each, terms.limit(behaviour).plus(Trials.GIVEN_UP));
                        Trials.assertMeets(each, behaviour, expectation);
                    }
                }
                Trials.assertNothingLeft(warm, Trials.PROBES);
            }
        }
    }

    /**
     * An interrupt ends a blocked probe within the tolerance, as an exception or inconclusive, with nothing left behind.
     *
     * @return one test, or none for a check that never blocks
     */
    @TestFactory
    @Order(4)
    public final Stream<DynamicTest> whenItIsInterrupted() {
        Terms terms = made();
        terms.whyItNeverBlocks().ifPresent(reason -> System.out
                .println("contract: " + terms.check().name() + " is not interrupted: " + reason));
        return terms.whyItNeverBlocks().isPresent()
                ? Stream.of()
                : Stream.of(DynamicTest.dynamicTest("ends at once", this::anInterruptEndsAProbeAtOnceAndIsNoVerdict));
    }

    final void anInterruptEndsAProbeAtOnceAndIsNoVerdict() throws Exception {
        Terms terms = made();
        Behaviour behaviour = terms.interruptedIn();
        if (!(terms.trial(behaviour) instanceof Trial.Against(Peer.Opener opener, _))) {
            Assertions.fail("the terms interrupt a probe of a server that " + behaviour + ", but exclude such servers");
            return;
        }
        Holdings before = Holdings.now();
        try (Peer peer = opener.open()) {
            Punctual.assertOnTime("time from interrupt to end", Duration.ZERO,
                    () -> interrupted(Trials.probes(terms, peer, FAR_AWAY), behaviour));
        }
        Trials.assertNothingLeft(before, Trials.PROBES);
    }

    private static Duration interrupted(List<RunningProbe> probes, Behaviour behaviour) throws InterruptedException {
        assertThat(probes.getFirst().endsWithin(BEFORE_INTERRUPT))
                .as("the probe ended by itself: it cannot be interrupted against a server that %s", behaviour)
                .isFalse();
        long start = System.nanoTime();
        probes.forEach(RunningProbe::interrupt);
        for (RunningProbe each : probes) {
            Trials.assertEnds(each, Trials.GIVEN_UP);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        probes.stream().filter(each -> !isNoVerdict(each)).findFirst().ifPresent(bad -> Assertions
                .fail("an interrupt is no evidence about the server: throw, or be inconclusive, but the result is "
                        + (bad.thrown() == null ? Trials.words(bad.result()) : bad.thrown())));
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
    @Order(5)
    public final void probesAtTheSameTimeDoNotMixUp() throws Exception {
        Terms terms = made();
        List<String> fields = CheckShape.fieldsThatCanChange(terms.check());
        if (!fields.isEmpty()) {
            Assertions.fail("a check has no state, but of its fields " + String.join(", ", fields));
        }
        Set<Behaviour> left = EnumSet.complementOf(EnumSet.of(Behaviour.FLOODS));
        left.removeAll(FAILED.getOrDefault(getClass(), Set.of()));
        List<Peer> peers = new ArrayList<>();
        record Asked(RunningProbe probe, Behaviour behaviour, Expectation expectation) {}
        List<Asked> all = new ArrayList<>();
        try {
            for (Behaviour each : left) {
                if (terms.trial(each) instanceof Trial.Against(var opener, var expectation)) {
                    Peer peer = opener.open();
                    peers.add(peer);
                    Trials.probes(terms, peer, terms.limit(each))
                            .forEach(probe -> all.add(new Asked(probe, each, expectation)));
                }
            }
            for (Asked each : all) {
                Trials.assertEnds(each.probe, terms.limit(each.behaviour).plus(Trials.GIVEN_UP));
                Trials.assertMeets(each.probe, each.behaviour, each.expectation);
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
    @Order(6)
    public final void aRoutedCheckGoesNoOtherWay() throws Exception {
        Terms terms = made();
        if (terms.check() instanceof RoutedCheck check
                && terms.trial(Behaviour.ANSWERS) instanceof Trial.Against(Peer.Opener opener, _)) {
            try (Peer peer = opener.open()) {
                Duration limit = terms.limit(Behaviour.ANSWERS);
                RunningProbe probe = RunningProbe.start(terms, peer, limit,
                        (target, deadline) -> new NoWay().run(check, target, deadline));
                Trials.assertEnds(probe, limit.plus(Trials.GIVEN_UP));
                if (!probe.result().equals(new Inconclusive(NoWay.WORDS))) {
                    Assertions.fail("what a check learns whose route leads nowhere must be inconclusive: " + NoWay.WORDS
                            + "; but it is " + Trials.words(probe.result()));
                }
            }
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
    @Order(7)
    public final void spoiltAnswersAreAnswersToo() throws Exception {
        Terms terms = made();
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
                    Trials.assertEnds(each, HOSTILE_LIMIT.plus(FAR_AWAY));
                    Throwable thrown = each.thrown();
                    if (thrown != null && !(thrown instanceof IOException)
                            && !(thrown instanceof InterruptedException)) {
                        throw new AssertionError(
                                "a spoilt answer (seed " + seed + ", one of conversations " + done + " to "
                                        + (done + HOSTILE_AT_ONCE - 1) + ") made the check throw " + thrown
                                        + ContractReport.place(thrown),
                                thrown);
                    }
                    assertThat(each.thrown() != null || each.result() != null).as("a result").isTrue();
                }
            }
        }
    }
}
