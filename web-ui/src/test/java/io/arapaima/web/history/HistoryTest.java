package io.arapaima.web.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final History history = new History();

    @TempDir
    private Path folder = Path.of("");

    private void at(long seconds, long weight, long active, long rate) {
        history.take(NOON.plusSeconds(seconds),
                new History.Reading(Map.of(), Map.of("web:s1", new long[]{weight, active, rate})));
    }

    private List<@Nullable Long> of(Measure measure, Span span, long seconds) {
        return Objects.requireNonNull(history.excerpt("web:s1", span, NOON.plusSeconds(seconds)).orElseThrow().values()
                .get(measure));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2047, 2048, 4094, 65535, 1_000_000, 4_294_967_295L, 1L << 40})
    void aNumberIsKeptOnElevenBits(long number) {
        assertThat(Packed.value(Packed.of(number))).isBetween(number - number / 1024, number);
        assertThat(Packed.of(number)).isNotEqualTo(Packed.GAP);
    }

    @Test
    void whatIsBeyondIsTheGreatestAndNoGap() {
        assertThat(Packed.value(Packed.of(Long.MAX_VALUE))).isEqualTo(2047L << 30);
        assertThat(Packed.of(Long.MAX_VALUE)).isNotEqualTo(Packed.GAP);
    }

    @Test
    void theHourEndsWithNowAndWhatNobodyKnewIsAGap() {
        at(0, 100, 5, -1);
        at(10, 90, 6, 7);
        at(40, 80, 8, 9);
        List<@Nullable Long> weights = of(Measure.WEIGHT, Span.HOUR, 45);
        assertThat(weights).hasSize(360).endsWith(100L, 90L, null, null, 80L).startsWith((Long) null);
        assertThat(of(Measure.RATE, Span.HOUR, 45)).endsWith(null, 7L, null, null, 9L);
        assertThat(of(Measure.WEIGHT, Span.HOUR, 65)).as("nothing came since").endsWith(80L, null, null);
        assertThat(history.excerpt("web:s2", Span.HOUR, NOON)).isEmpty();
    }

    @Test
    void anHourLaterTheFirstPlaceIsWrittenAnew() {
        at(0, 1, 0, 0);
        at(3600, 2, 0, 0);
        assertThat(of(Measure.WEIGHT, Span.HOUR, 3600)).endsWith((Long) null, 2L).containsOnlyOnce(2L)
                .doesNotContain(1L);
    }

    @Test
    void theDayHasMeansOfWhatIsKnownAndOfWeightsTheLast() {
        at(0, 100, 10, 3);
        at(60, 50, 30, -1);
        at(130, 50, 7, 1);
        at(600, 40, 7, 1);
        assertThat(of(Measure.CONNECTIONS, Span.DAY, 610)).endsWith(20L, 7L, null, null, null);
        assertThat(of(Measure.WEIGHT, Span.DAY, 610)).endsWith(50L, 50L, null, null, null);
        assertThat(of(Measure.RATE, Span.DAY, 610)).endsWith(3L, 1L, null, null, null);
    }

    @Test
    void whatWasLostForLongerThanADayIsForgotten() {
        at(0, 100, 10, 3);
        history.take(NOON.plus(Duration.ofHours(25)), new History.Reading(Map.of(), Map.of()));
        assertThat(history.excerpt("web:s1", Span.DAY, NOON.plus(Duration.ofHours(25)))).isEmpty();
    }

    @Test
    void aClockThatIsSetBackEndsWhatWasAndALittleIsWaitedFor() {
        at(100, 100, 10, 3);
        at(60, 50, 1, 1);
        assertThat(of(Measure.WEIGHT, Span.HOUR, 100)).endsWith(100L).doesNotContain(50L);
        at(-7200, 20, 1, 1);
        assertThat(of(Measure.WEIGHT, Span.HOUR, -7200)).endsWith((Long) null, 20L).doesNotContain(100L);
    }

    @Test
    void theFileGivesBackAllOfIt() throws IOException {
        for (int i = 0; i < 400; i++) {
            at(i * 10L, i, 2L * i, 3L * i);
        }
        List<@Nullable Long> hour = of(Measure.WEIGHT, Span.HOUR, 3990);
        List<@Nullable Long> day = of(Measure.CONNECTIONS, Span.DAY, 3990);
        new HistoryFile(folder).save(history);
        history.restore(0, Map.of());
        new HistoryFile(folder).load(history);
        assertThat(of(Measure.WEIGHT, Span.HOUR, 3990)).isEqualTo(hour);
        assertThat(of(Measure.CONNECTIONS, Span.DAY, 3990)).isEqualTo(day);
        assertThat(history.excerpt("web:s1", Span.HOUR, NOON.plusSeconds(3990)).orElseThrow().from())
                .isEqualTo(NOON.plusSeconds(400));
    }

    @Test
    void aFileThatCannotBeReadIsSetAside() throws IOException {
        Path file = Files.writeString(folder.resolve("history-1.gz"), "no history");
        new HistoryFile(folder).load(history);
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("history-1.gz.unreadable")).hasContent("no history");
        new HistoryFile(folder).save(history);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 20));
        new HistoryFile(folder).load(history);
        assertThat(file).as("half of one").doesNotExist();
    }

    /** The figure of the README: 6.5 kB a server. */
    @Test
    void ofTooManyServersOnlyTheHourIsKept() {
        var many = new java.util.HashMap<String, long[]>();
        for (int i = 0; i < 10_000; i++) {
            many.put("web:s" + i, new long[]{1, 1, 1});
        }
        history.take(NOON, new History.Reading(Map.of("web", new long[]{1, 1, 1, 1, 1}), many));
        assertThat(many.keySet()).allMatch(id -> history.excerpt(id, Span.HOUR, NOON).isPresent());
        assertThat(many.keySet().stream().filter(id -> history.excerpt(id, Span.DAY, NOON).isPresent()).count())
                .isEqualTo(History.MOST_WITH_DAY - 1);
    }
}
