package io.arapaima.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.ipc.PlannedCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Marks and shares of source ports; what stands in the table is in the planner's transcripts. */
class CheckPathsTest {
    private static Map<String, PlannedCheck.Through> throughs(int servers, IntPredicate there) {
        String text = "network = direct\nvirtual web {\nactive = 1\naddress = 10.0.0.9 eth0\ncheck_path = vip\n"
                + IntStream.range(0, servers).filter(there)
                        .mapToObj(i -> "server s" + i + " {\nactive = 1\naddress = 10.1." + i / 250 + "."
                                + (1 + i % 250) + "\n}\n")
                        .collect(Collectors.joining())
                + "}\n";
        var topology = Topology.of(LvsConfReader.read(text, CheckCatalogue.UNKNOWN, HostResolver.none()).config()
                .orElseThrow());
        Map<String, PlannedCheck.Through> found = new HashMap<>();
        topology.paths().throughs().values().forEach(t -> found.put(t.server(), t));
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 300, 1000})
    void noTwoServersShareAMarkOrASourcePort(int servers) {
        var all = List.copyOf(throughs(servers, _ -> true).values());
        assertThat(all).hasSize(servers);
        assertThat(all).extracting(PlannedCheck.Through::mark).doesNotHaveDuplicates();
        assertThat(all).extracting(PlannedCheck.Through::share).doesNotHaveDuplicates();
        assertThat(all).allMatch(t -> t.share() >= 0 && t.share() < t.shares());
        assertThat(all).extracting(PlannedCheck.Through::shares).containsOnly(all.getFirst().shares());
    }

    @Test
    void aServerThatLeavesMovesFewOthers() {
        var before = throughs(100, _ -> true);
        var after = throughs(100, i -> i != 50);
        assertThat(after).hasSize(99);
        assertThat(after.values().stream().filter(t -> !t.equals(before.get(t.server()))).count()).isLessThan(5);
        assertThat(throughs(100, _ -> true)).isEqualTo(before);
    }
}
