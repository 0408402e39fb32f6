package io.arapaima.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected bytes follow ipvsadm 1.31: {@code print_service_entry}, {@code ipvs_cmp_services}, {@code ipvs_cmp_dests}. */
class IpvsadmListingTest {
    private static final String HEADING = "IP Virtual Server version 1.2.1 (size=4096)";

    @Test
    void theListingHasTheBytesOfIpvsadm() throws Exception {
        Table table = table("-A -f 5 -6 -s sh", "-A -f 4294967291 -s rr",
                "-A -t [2001:db8::1]:81 -s mh -p 60 -M 64 -b mh-fallback,mh-port",
                "-a -t [2001:db8::1]:81 -r [2001:db8:1::1]:81 -g -w 1",
                "-A -u 10.0.0.1:53 -s rr -o -b flag-1,flag-3",
                "-A -t 10.0.0.1:81 -s rr -p 360 -M 255.255.255.0 --pe sip",
                "-a -t 10.0.0.1:81 -r 10.1.0.2:81 -m -w 65535", "-a -t 10.0.0.1:81 -r 10.1.0.1:8081 -i -w 0",
                "-A --sctp-service 10.0.0.1:9 -s sh -b flag-3 --pe sip");
        var busy = new DestinationId(table.entries().get(4).service().key(),
                table.entries().get(4).destinations().get(1).key());
        assertThat(IpvsadmListing.list(HEADING, table, Map.of(busy, new Connections(4294967295L, 12345678901L))))
                .containsExactly(HEADING, "Prot LocalAddress:Port Scheduler Flags",
                        "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn", "FWM  -5 rr",
                        "TCP  10.0.0.1:81 rr persistent 360 mask 255.255.255.0 pe sip",
                        "  -> 10.1.0.1:8081                Tunnel  0      4294967295 12345678901",
                        "  -> 10.1.0.2:81                  Masq    65535  0          0         ",
                        "UDP  10.0.0.1:53 rr (flag-1,flag-3) ops", "SCTP 10.0.0.1:9 sh ()",
                        "TCP  [2001:db8::1]:81 mh (mh-fallback,mh-port) persistent 60 mask 64",
                        "  -> [2001:db8:1::1]:81           Route   1      0          0         ", "FWM  5 IPv6 sh");
    }

    @Test
    void aLocalDestinationIsListedAsSuchAndSavedAsDirect() {
        var key = new ServiceKey.Mark(7, ServiceKey.Family.IPV4);
        var local = new Destination(RandomTables.destination(new Random(1)).key(), Forwarding.LOCAL, 1);
        var table = new Table(List.of(new Table.Entry(RandomTables.service(new Random(1), key), List.of(local))));
        assertThat(IpvsadmListing.list(HEADING, table, Map.of()).getLast()).contains(" Local   1      0 ");
        assertThat(IpvsadmListing.saved(table).getLast()).endsWith(" -g -w 1");
    }

    @Test
    void whatIsSavedLacksWhatIpvsadmLoses() throws Exception {
        Table table = table("-A -f 4294967291 -6 -s mh -b flag-3", "-a -f 4294967291 -6 -r 10.1.0.1:80 -i -x 9 -y 8",
                "-A -u 10.0.0.1:53 -s mh -p 5 --pe sip -o -b mh-port,flag-3");
        assertThat(IpvsadmListing.saved(table)).containsExactly("-A -f -5 -6 -s mh -b ",
                "-a -f -5 -6 -r 10.1.0.1:80 -i -w 1 --tun-type ipip",
                "-A -u 10.0.0.1:53 -s mh -p 5 --pe sip -o -b mh-port");
    }

    /** The wanted order, written down by hand from the comparison in C. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void servicesAndDestinationsStandInTheOrderOfIpvsadm(long seed) throws Exception {
        var rules = new ArrayList<>(List.of("-A -t 10.0.0.1:80 -s rr", "-A -t 10.0.0.1:443 -s rr",
                "-A -t 10.0.0.2:80 -s rr", "-A -u 10.0.0.1:53 -s rr", "-A --sctp-service 1.0.0.1:1 -s rr",
                "-A -t [2001:db8::1]:80 -s rr", "-A -t [2001:db8::1:0:0]:80 -s rr", "-A -u [2001:db8::1]:53 -s rr",
                "-A -f 1 -s rr", "-A -f 1 -6 -s rr", "-A -f 2 -s rr"));
        var wanted = List.copyOf(rules);
        Collections.shuffle(rules, new Random(seed));
        assertThat(IpvsadmListing.saved(table(rules.toArray(String[]::new)))).isEqualTo(wanted);

        var servers = new ArrayList<>(List.of("10.1.0.1:80", "10.1.0.1:8080", "10.1.0.9:1", "10.1.0.10:1",
                "[2001:db8::1]:80", "[2001:db8::1]:81", "[2001:db8::2]:1"));
        var sorted = servers.stream().map(s -> "-a -f 1 -r " + s + " -i -w 1 --tun-type ipip").toList();
        Collections.shuffle(servers, new Random(seed));
        var shuffled = new ArrayList<>(List.of("-A -f 1 -s rr"));
        servers.forEach(s -> shuffled.add("-a -f 1 -r " + s + " -i"));
        assertThat(IpvsadmListing.saved(table(shuffled.toArray(String[]::new)))).containsSubsequence(sorted);
    }

    /** The difference of the addresses does not fit 31 bits, and so has the wrong sign in C. */
    @ParameterizedTest
    @CsvSource({"192.0.0.1,10.0.0.1", "10.0.0.1,100.0.0.1", "200.0.0.1,72.0.0.0", "0.0.0.1,128.0.0.0"})
    void addressesFarApartStandInTheWrongOrderAsInIpvsadm(String first, String second) throws Exception {
        var rules = List.of("-A -t " + first + ":80 -s rr", "-A -t " + second + ":80 -s rr");
        assertThat(IpvsadmListing.saved(table(rules.get(0), rules.get(1)))).isEqualTo(rules);
        assertThat(IpvsadmListing.saved(table(rules.get(1), rules.get(0)))).isEqualTo(rules);
    }

    /** Each of the three stands before the next and the last before the first: the result shows how qsort merges. */
    @Test
    void addressesWithoutAnOrderAreMergedAsTheCLibraryDoes() throws Exception {
        String a = "-A -t 1.0.0.0:80 -s rr";
        String b = "-A -t 90.0.0.0:80 -s rr";
        String c = "-A -t 180.0.0.0:80 -s rr";
        assertThat(IpvsadmListing.saved(table(a, b, c))).containsExactly(a, b, c);
        assertThat(IpvsadmListing.saved(table(c, a, b))).containsExactly(c, a, b);
        assertThat(IpvsadmListing.saved(table(b, c, a))).containsExactly(b, c, a);
        assertThat(IpvsadmListing.saved(table(a, c, b))).containsExactly(a, b, c);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyTableIsListedAndSavedWhole(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Table table = RandomTables.table(random);
            int lines = table.entries().stream().mapToInt(e -> 1 + e.destinations().size()).sum();
            assertThat(IpvsadmListing.list(HEADING, table, Map.of())).hasSize(3 + lines);
            assertThat(IpvsadmListing.saved(table)).hasSize(lines);
        }
    }

    private static Table table(String... rules) throws Exception {
        return IpvsadmRules.parseTable(List.of(rules));
    }
}
