package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counters of very many servers in messages of bounded length. */
class TrafficPartsTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1999, 1", "2000, 2", "2001, 2", "4000, 3", "9000, 5"})
    void whatIsTakenApartComesTogetherAgain(int destinations, int wanted) {
        TrafficRequest.Traffic whole = LaterMessages.traffic(destinations);
        List<TrafficRequest.Traffic> parts = whole.parts();
        assertThat(parts).hasSize(wanted).allSatisfy(part -> assertThat(
                part.services().stream().mapToInt(s -> s.destinations().size()).sum())
                .isLessThanOrEqualTo(Message.CheckPlan.PART));
        assertThat(parts.stream().map(TrafficRequest.Traffic::more)).endsWith(false).containsOnlyOnce(false);
        assertThat(TrafficRequest.Traffic.whole(parts)).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource("0")
    void aServiceWithoutDestinationsIsTold(int none) {
        var empty = new TrafficRequest.ServiceTraffic("web", "TCP", "10.0.0.9:80",
                new TrafficRequest.Counters(none, 0, 0, 0, 0, 0, 0, 0, 0, 0), List.of());
        var whole = new TrafficRequest.Traffic(java.time.Instant.EPOCH, List.of(empty), java.util.Optional.empty(),
                false);
        assertThat(TrafficRequest.Traffic.whole(whole.parts())).isEqualTo(whole);
    }
}
