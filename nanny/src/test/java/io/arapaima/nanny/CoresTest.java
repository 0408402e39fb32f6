package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import io.arapaima.nanny.plugin.ApiVersion;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.PluginRefused;
import io.arapaima.nanny.plugin.Troubles;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small parts without threads. */
class CoresTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static Message verdict(String check, Verdict.State state) {
        return new Message.VerdictChanged(new Verdict(check, state, "", NOON));
    }

    @Test
    void theLatestWordOnASubjectWinsAndComesAfterASnapshotThatIsOlder() throws Exception {
        var outbox = new Outbox();
        var snapshot = new Message.VerdictSnapshot(List.of());
        outbox.put(verdict("a", Verdict.State.UP));
        outbox.put(new Message.TroubleReported("x", new Reason.Said("bad")));
        outbox.put(snapshot);
        outbox.put(verdict("b", Verdict.State.UP));
        outbox.put(verdict("a", Verdict.State.DOWN));
        outbox.put(new Message.TroubleReported("x", Reason.NONE));
        assertThat(List.of(outbox.take(), outbox.take(), outbox.take(), outbox.take())).containsExactly(snapshot,
                verdict("b", Verdict.State.UP), verdict("a", Verdict.State.DOWN),
                new Message.TroubleReported("x", Reason.NONE));
    }

    /** Somebody who looks never keeps a verdict from being said, nor fills the memory of an engine whose hub stands still. */
    @Test
    void resultsThatWereAskedForWaitUntilEverythingElseIsSaid() throws Exception {
        var outbox = new Outbox();
        for (int i = 0; i < 10_000; i++) {
            outbox.put(new CheckResults(i, List.of(), Optional.empty(), false));
        }
        outbox.put(verdict("a", Verdict.State.DOWN));
        outbox.put(new Message.Alive());
        assertThat(List.of(outbox.take(), outbox.take())).containsExactly(verdict("a", Verdict.State.DOWN),
                new Message.Alive());
        assertThat(((CheckResults) outbox.take()).id()).as("the oldest are left out").isEqualTo(9600);
    }

    @Test
    void aTroubleIsReportedOnceAndIsOverWhenItsLastHolderIsWell() {
        var heard = new Hearing();
        var troubles = new Troubles(heard::accept);
        troubles.clear("check a", 1);
        troubles.raise("check a", 1, new Reason.Said("one is bad"));
        troubles.raise("check a", 2, new Reason.Said("two is bad"));
        troubles.raise("check a", 1, new Reason.Said("one is worse"));
        troubles.clear("check a", 1);
        assertThat(heard.all()).containsExactly(new Message.TroubleReported("check a", new Reason.Said("one is bad")));
        troubles.clear("check a", 2);
        troubles.clear("check a", 2);
        assertThat(heard.all()).hasSize(2).last().isEqualTo(new Message.TroubleReported("check a", Reason.NONE));
    }

    @Test
    void firstRunsAreSpreadOverOneIntervalAndPhasesSurviveARestart() {
        Map<Long, Integer> perTenth = new TreeMap<>();
        Map<ProbeKey, Long> phases = new HashMap<>();
        IntStream.range(0, 5000)
                .mapToObj(i -> ProbeKey.of(Plans.check("x", "http", "10.0." + i / 250 + "." + i % 250, 80)))
                .forEach(key -> {
                    phases.put(key, key.phaseMillis());
                    perTenth.merge(key.phaseMillis() * 10 / key.intervalMillis(), 1, Integer::sum);
                });
        assertThat(perTenth).hasSize(10);
        assertThat(perTenth.values()).allSatisfy(count -> assertThat(count).isBetween(400, 600));
        phases.forEach((key, phase) -> assertThat(key.phaseMillis()).isEqualTo(phase));
        // Written down, so that another version, or another JVM, starts them at the same time.
        assertThat(ProbeKey.of(Plans.check("x", "http", "10.0.0.1", 80)).phaseMillis()).isEqualTo(75);
    }

    @Test
    void latenessIsKeptWithinATwelfth() {
        var lateness = new Lateness();
        assertThat(lateness.quantile(0.99)).isZero();
        lateness.add(-1_000_000);
        IntStream.rangeClosed(1, 999).forEach(i -> lateness.add(i * 1_000_000L));
        assertThat(lateness.quantile(0.5)).isBetween(Duration.ofMillis(500), Duration.ofMillis(546));
        assertThat(lateness.quantile(0.99)).isBetween(Duration.ofMillis(989), Duration.ofMillis(1080));
        assertThat(lateness.greatest()).isEqualTo(Duration.ofMillis(999));
        lateness.add(Long.MAX_VALUE);
        assertThat(lateness.starts()).isEqualTo(1001);
    }

    @Test
    void timeOutsAreDistrustedWhileProbesStartLate() {
        var carriers = new Carriers();
        carriers.late(Duration.ofMillis(90).toNanos());
        assertThat(carriers.distrusted(Duration.ofSeconds(1))).as("a tenth of the limit is ordinary").isFalse();
        carriers.late(Duration.ofMillis(300).toNanos());
        assertThat(carriers.distrusted(Duration.ofSeconds(1))).isTrue();
        assertThat(carriers.distrusted(Duration.ofSeconds(5))).isFalse();
        carriers.late(Duration.ofHours(1).toNanos());
        carriers.starved();
        assertThat(carriers.distrusted(Duration.ofSeconds(9))).as("threads that had to end had no turn").isTrue();
        assertThat(carriers.distrusted(Duration.ofMinutes(1))).as("an hour counts as an outage of a second").isFalse();
    }

    @Test
    void aPluginIsConfinedForAMinuteAfterTooManyAbandonedProbes() {
        var conduct = new Conduct();
        long second = 1_000_000_000L;
        for (int i = 0; i < Conduct.MAX_ABANDONED; i++) {
            conduct.abandon(i * 5L * second);
            conduct.abandonedEnded();
        }
        assertThat(conduct.objection(76 * second)).as("sixteen in 75 s are few").isEmpty();
        for (int i = 0; i < 4; i++) {
            conduct.abandon(77 * second);
            conduct.abandonedEnded();
        }
        assertThat(conduct.objection(78 * second))
                .contains("at least 16 probes ignored their deadline within 60 s; 0 that were given up still run");
        assertThat(conduct.objection(138 * second)).isEmpty();
    }

    @Test
    void aPluginMayRunHalfOfAllProbesAndNoneOnceItIsRetired() {
        var conduct = new Conduct();
        assertThat(IntStream.range(0, Conduct.MAX_RUNNING).allMatch(_ -> conduct.enter())).isTrue();
        assertThat(conduct.enter()).isFalse();
        conduct.leave();
        assertThat(conduct.enter()).isTrue();
        conduct.leave();
        conduct.retire();
        assertThat(conduct.enter()).isFalse();
    }

    @Test
    void aRosterServesEqualChecksByOneProbeThatSurvivesAPlan() {
        var roster = new Roster();
        PlannedCheck one = Plans.check("web/s1", "http", "10.0.0.1", 80);
        PlannedCheck two = Plans.check("ftp/s1", "http", "10.0.0.1", 80);
        roster.take(List.of(one, two), NOON);
        Probe probe = roster.probes().iterator().next();
        assertThat(roster.probes()).hasSize(1);
        assertThat(roster.servedBy(probe)).containsExactly("web/s1", "ftp/s1");
        roster.take(List.of(two), NOON);
        assertThat(roster.probes()).containsExactly(probe);
        roster.take(List.of(Plans.check("ftp/s1", "http", "10.0.0.2", 80)), NOON);
        assertThat(roster.servedBy(probe)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1.0 |", "1.0.7 |", "1.1 | written for version 1.1 of check-api",
            "2.0 | written for version 2.0 of check-api", "soon | it must be the version of check-api that it needs"})
    void aPluginForAnotherVersionOfTheApiIsRefused(String wanted, @Nullable String said) {
        assertThatCode(() -> ApiVersion.require(wanted, "1.0")).satisfies(thrown -> {
            if (said == null) {
                assertThat(thrown).isNull();
            } else {
                assertThat(thrown).isInstanceOf(PluginRefused.class).hasMessageContaining(said);
            }
        });
    }
}
