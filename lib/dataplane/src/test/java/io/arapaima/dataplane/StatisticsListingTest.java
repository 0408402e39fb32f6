package io.arapaima.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected bytes follow ipvsadm 1.31: {@code print_title}, {@code print_service_entry}, {@code print_largenum}. */
class StatisticsListingTest {
    private static final String HEADING = "IP Virtual Server version 1.2.1 (size=4096)";
    private static final ServiceKey MARK = new ServiceKey.Mark(4294967291L, ServiceKey.Family.IPV6);

    @Test
    void countersHaveTheBytesOfIpvsadm() throws Exception {
        assertThat(new StatisticsListing(false, false).list(HEADING, read(), _ -> true)).containsExactly(HEADING,
                "Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes",
                "  -> RemoteAddress:Port",
                "FWM  -5 IPv6                             0        0        0        0        0",
                "TCP  10.0.0.1:80                        12   123456        0 99999999  100000K",
                "  -> 10.1.0.1:80                        12   123456        0 99999999  100000K",
                "  -> 10.1.0.2:80                         0        0        0        0        0");
    }

    @Test
    void ratesHaveTheBytesOfIpvsadm() throws Exception {
        assertThat(new StatisticsListing(true, false).list(HEADING, read(), MARK::equals)).containsExactly(HEADING,
                "Prot LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS",
                "  -> RemoteAddress:Port",
                "FWM  -5 IPv6                             0        0        0        0        0");
        assertThat(new StatisticsListing(true, false).list(HEADING, read(), _ -> true)).contains(
                "TCP  10.0.0.1:80                         1        2        3        4        5");
    }

    @ParameterizedTest
    @CsvSource({"99999999, ' 99999999', ' 99999999'", "100000000, '  100000K', ' 100000000'",
            "999999999, '  999999K', ' 999999999'", "1000000000, '    1000M', ' 1000000000'",
            "99999999999, '   99999M', ' 99999999999'", "100000000000, '     100G', ' 100000000000'",
            "99999999999999, '   99999G', ' 99999999999999'", "100000000000000, '     100T', ' 100000000000000'",
            "-1, '18446744T', ' 18446744073709551615'"})
    void largeNumbersAreCutUnlessTheyAreWantedInFull(long number, String cut, String exact) throws Exception {
        var one = new Traffic(number, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Table table = IpvsadmRules.parseTable(List.of("-A -f 7 -s rr"));
        ServiceKey key = table.entries().getFirst().service().key();
        var read = new Statistics(table, Map.of(key, one), Map.of(), Map.of());
        String name = String.format("%-33s", "FWM  7");
        assertThat(new StatisticsListing(false, false).list(HEADING, read, _ -> true).getLast())
                .startsWith(name + cut + "        0");
        assertThat(new StatisticsListing(false, true).list(HEADING, read, _ -> true).getLast())
                .startsWith(name + exact + "        0");
    }

    private static Statistics read() throws Exception {
        Table table = IpvsadmRules.parseTable(List.of("-A -f 4294967291 -6 -s sh", "-A -t 10.0.0.1:80 -s rr",
                "-a -t 10.0.0.1:80 -r 10.1.0.2:80", "-a -t 10.0.0.1:80 -r 10.1.0.1:80"));
        ServiceKey web = table.entries().getLast().service().key();
        var busy = new DestinationId(web, table.entries().getLast().destinations().getLast().key());
        var traffic = new Traffic(12, 123456, 0, 99_999_999, 100_000_000, 1, 2, 3, 4, 5);
        return new Statistics(table, Map.of(web, traffic), Map.of(busy, traffic), Map.of());
    }
}
