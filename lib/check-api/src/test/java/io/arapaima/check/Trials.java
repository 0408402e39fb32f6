package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.ContractReport.UnfitCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** The probes of the contract suite, and what is demanded of each of them. */
final class Trials {
    /** Probes at once against one peer, and from how many left descriptors on it is a leak: one a probe. */
    static final int PROBES = 4;
    /** After this long without an end a probe is given up. */
    static final Duration GIVEN_UP = Duration.ofSeconds(2);

    private static final Pattern CLASSES = Pattern.compile("\\b[A-Z]\\w*Exception\\b|\\bjavax?\\.|\\bsun\\.");

    private Trials() {}

    static void oneProbe(Terms terms, Behaviour behaviour, Peer peer, Expectation expectation)
            throws Exception {
        Duration limit = terms.limit(behaviour);
        Duration kept = behaviour == Behaviour.BLACK_HOLE ? RunningProbe.connectTimeout(limit) : limit;
        Punctual.assertOnTime("time against a server that " + behaviour, kept, () -> {
            try (var heap = behaviour == Behaviour.FLOODS ? new HeapWatch(limit) : null) {
                RunningProbe probe = RunningProbe.start(terms, peer, limit);
                assertEnds(probe, limit.plus(GIVEN_UP));
                assertMeets(probe, behaviour, expectation);
                if (heap != null) {
                    assertThat(heap.most()).as("bytes kept of the flood")
                            .isLessThanOrEqualTo(CheckContract.MOST_KEPT_BYTES);
                }
                return probe.took();
            }
        });
    }

    static List<RunningProbe> probes(Terms terms, Peer peer, Duration limit) {
        List<RunningProbe> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            probes.add(RunningProbe.start(terms, peer, limit));
        }
        return probes;
    }

    static void assertEnds(RunningProbe probe, Duration within) throws InterruptedException {
        if (!probe.endsWithin(within)) {
            probe.interrupt();
            Assertions.fail("the probe still ran " + GIVEN_UP.toSeconds() + " s after its time");
        }
    }

    static void assertMeets(RunningProbe probe, Behaviour behaviour, Expectation expectation) {
        CheckResult result = result(probe, behaviour);
        if (!expectation.holds().test(result)) {
            String sentence = "against a server that " + behaviour + " the result must be " + expectation.words()
                    + ", but is " + words(result);
            throw behaviour == Behaviour.ANSWERS ? new UnfitCheck(sentence) : new AssertionError(sentence);
        }
        if (CLASSES.matcher(words(result)).find()) {
            throw new AssertionError(
                    "against a server that " + behaviour + " the words name a class of Java, which tells operators "
                            + "nothing: " + words(result) + "; FailureWords.of(exception) says it in words");
        }
        if (result instanceof Passed passed) {
            assertThat(passed.latency()).as("latency of a probe that took %s", probe.took())
                    .isBetween(Duration.ZERO, probe.took());
        }
    }

    /** What throws against a good server throws against all. */
    private static CheckResult result(RunningProbe probe, Behaviour behaviour) {
        try {
            return probe.result();
        } catch (AssertionError e) {
            String sentence = "against a server that " + behaviour + " " + e.getMessage();
            throw behaviour == Behaviour.ANSWERS
                    ? new UnfitCheck(sentence, e.getCause())
                    : new AssertionError(sentence, e.getCause());
        }
    }

    static String words(CheckResult result) {
        return switch (result) {
            case Passed passed -> "passed: " + passed.text();
            case Failed(var reason, var text) -> "failed with " + reason + ": " + text;
            case Inconclusive(var cause) -> "inconclusive: " + cause;
        };
    }

    /** Waits a little: a closed socket's or a killed program's last traces take a moment. */
    static void assertNothingLeft(Holdings before, int descriptors) throws IOException, InterruptedException {
        long end = System.nanoTime() + GIVEN_UP.toNanos();
        List<String> left = Holdings.now().grownSince(before, descriptors);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
            left = Holdings.now().grownSince(before, descriptors);
        }
        if (!left.isEmpty()) {
            Assertions.fail("left behind by probes: " + String.join(", ", left));
        }
    }
}
