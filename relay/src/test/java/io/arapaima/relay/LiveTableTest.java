package io.arapaima.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.ServiceKey;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveTableTest {
    private final AtomicLong now = new AtomicLong();
    private final LiveTable table = new LiveTable(now::get, 100);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "-A -u 10.0.0.1:53 | relay forwards TCP only, not UDP 10.0.0.1:53; use data_plane = ipvs",
            "-A -f 7 | relay forwards TCP only, not FWM 7; use data_plane = ipvs",
            "-A -t 10.0.0.1:0 | relay cannot listen on every port of 10.0.0.1; name a port or use data_plane = ipvs",
            "-A -t 10.0.0.1:81 -s mh | relay has no scheduler mh for TCP 10.0.0.1:81; it has lc, nq, rr, sed, sh, wlc, wrr; choose one of them or use data_plane = ipvs",
            "-E -t 10.0.0.1:80 -s dh | relay has no scheduler dh for TCP 10.0.0.1:80; it has lc, nq, rr, sed, sh, wlc, wrr; choose one of them or use data_plane = ipvs",
            "-E -t 10.0.0.1:80 -s sh -b sh-port | relay knows no scheduler flags, no persistence engine and no one-packet scheduling, which TCP 10.0.0.1:80 asks for; leave them out or use data_plane = ipvs",
            "-E -t 10.0.0.1:80 -s rr --pe sip | relay knows no scheduler flags, no persistence engine and no one-packet scheduling, which TCP 10.0.0.1:80 asks for; leave them out or use data_plane = ipvs",
            "-A -t 10.0.0.1:80 | TCP 10.0.0.1:80 already is in the table; edit it with -E",
            "-D -t 10.0.0.1:81 | TCP 10.0.0.1:81 is not in the table; add it with -A",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 | 10.1.0.1:80 already is in TCP 10.0.0.1:80; edit it with -e",
            "-e -t 10.0.0.1:80 -r 10.1.0.9:80 | 10.1.0.9:80 is not in TCP 10.0.0.1:80; add it with -a",
            "-d -t 10.0.0.1:80 -r 10.1.0.9:80 | 10.1.0.9:80 is not in TCP 10.0.0.1:80; add it with -a"})
    void whatCannotBeIsRefusedInASentenceAndChangesNothing(String rule, String sentence) {
        rules("-A -t 10.0.0.1:80 -s rr", "-a -t 10.0.0.1:80 -r 10.1.0.1:80");
        var before = table.table();
        assertThat(table.apply(parse(rule))).contains(sentence);
        assertThat(table.table()).isEqualTo(before);
    }

    @Test
    void theTableIsReadBackAsItWasWritten() {
        var rules = List.of("-A -t 10.0.0.1:80 -s wlc -p 300 -M 255.255.255.0",
                "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3",
                "-a -t 10.0.0.1:80 -r [2001:db8::1]:80 -g -w 0",
                "-a -t 10.0.0.1:80 -r 10.1.0.2:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum -x 100 -y 80",
                "-A -t [2001:db8::2]:80 -s rr");
        rules.forEach(this::rules);
        assertThat(IpvsadmRules.format(table.table())).isEqualTo(rules);
    }

    @Test
    void aConnectionIsActiveThenHalfClosedInactiveThenForgotten() {
        rules("-A -t 10.0.0.1:80 -s rr", "-a -t 10.0.0.1:80 -r 10.1.0.1:80");
        Lease lease = connect("10.9.0.1");
        assertThat(counts()).containsExactly(new Connections(1, 0));
        lease.halfClosed();
        lease.halfClosed();
        assertThat(counts()).containsExactly(new Connections(0, 1));
        lease.ended();
        lease.ended();
        assertThat(counts()).containsExactly(new Connections(0, 0));
    }

    @Test
    void aPersistentClientStaysForItsTimeoutAfterItsLastConnection() {
        rules("-A -t 10.0.0.1:80 -s rr -p 10 -M 24", "-a -t 10.0.0.1:80 -r 10.1.0.1:80",
                "-a -t 10.0.0.1:80 -r 10.1.0.2:80", "-a -t 10.0.0.1:80 -r 10.1.0.3:80",
                "-a -t 10.0.0.1:80 -r 10.1.0.4:80");
        Lease first = connect("10.9.0.1");
        Lease neighbour = connect("10.9.0.77");
        assertThat(neighbour.destination()).as("one /24 is one client").isSameAs(first.destination());
        assertThat(connect("10.9.1.1").destination()).isNotSameAs(first.destination());
        pass(60);
        first.ended();
        pass(60);
        assertThat(connect("10.9.0.2").destination()).as("a connection holds it").isSameAs(first.destination());
        neighbour.ended();
        pass(9);
        assertThat(connect("10.9.0.3").destination()).isSameAs(first.destination());
    }

    @Test
    void aPersistentClientIsForgottenAfterItsTimeout() {
        rules("-A -t 10.0.0.1:80 -s rr -p 10", "-a -t 10.0.0.1:80 -r 10.1.0.1:80", "-a -t 10.0.0.1:80 -r 10.1.0.2:80");
        Lease first = connect("10.9.0.1");
        first.ended();
        pass(10);
        assertThat(connect("10.9.0.1").destination()).as("its turn").isNotSameAs(first.destination());
    }

    @Test
    void aPersistentClientStaysOnAQuiescedDestinationButNotOnARemovedOne() {
        rules("-A -t 10.0.0.1:80 -s rr -p 10", "-a -t 10.0.0.1:80 -r 10.1.0.1:80", "-a -t 10.0.0.1:80 -r 10.1.0.2:80");
        Lease first = connect("10.9.0.1");
        rules("-e -t 10.0.0.1:80 -r 10.1.0.1:80 -w 0");
        assertThat(connect("10.9.0.1").destination()).isSameAs(first.destination());
        assertThat(connect("10.9.0.2").destination()).isNotSameAs(first.destination());
        rules("-d -t 10.0.0.1:80 -r 10.1.0.1:80");
        assertThat(first.revoked()).isTrue();
        Lease after = connect("10.9.0.1");
        assertThat(after.target(80)).hasToString("10.1.0.2:80");
        rules("-a -t 10.0.0.1:80 -r 10.1.0.1:80");
        assertThat(connect("10.9.0.1").destination()).as("a returning one does not get it back")
                .isSameAs(after.destination());
    }

    @Test
    void aFailedDestinationIsNotChosenAgainAndLosesItsPersistentClient() {
        rules("-A -t 10.0.0.1:80 -s sh -p 10", "-a -t 10.0.0.1:80 -r 10.1.0.1:80", "-E -t 10.0.0.1:80 -s wlc -p 10");
        Lease first = connect("10.9.0.1");
        assertThat(table.lease(web(), address("10.9.0.1"), Optional.of(first.destination()))).isEmpty();
        rules("-a -t 10.0.0.1:80 -r 10.1.0.2:80");
        Lease second = table.lease(web(), address("10.9.0.1"), Optional.of(first.destination())).orElseThrow();
        assertThat(second.destination()).isNotSameAs(first.destination());
        assertThat(connect("10.9.0.1").destination()).as("moved").isSameAs(second.destination());
    }

    @Test
    void anEditKeepsCountsAndTheTurn() {
        rules("-A -t 10.0.0.1:80 -s rr", "-a -t 10.0.0.1:80 -r 10.1.0.1:80", "-a -t 10.0.0.1:80 -r 10.1.0.2:80");
        connect("10.9.0.1");
        rules("-E -t 10.0.0.1:80 -s rr -p 10", "-e -t 10.0.0.1:80 -r 10.1.0.1:80 -w 7");
        assertThat(counts()).containsExactly(new Connections(1, 0), new Connections(0, 0));
        connect("10.9.0.1");
        assertThat(counts()).containsExactly(new Connections(1, 0), new Connections(1, 0));
    }

    @Test
    void aFullTableTakesNoMore() {
        rules("-A -t 10.0.0.1:80 -s rr", "-a -t 10.0.0.1:80 -r 10.1.0.1:80");
        var leases = new ArrayList<Lease>();
        for (int i = 0; i < 100; i++) {
            leases.add(connect("10.9.0.1"));
        }
        assertThat(table.full()).isTrue();
        assertThat(table.lease(web(), address("10.9.0.1"), Optional.empty())).isEmpty();
        leases.getFirst().ended();
        connect("10.9.0.1");
    }

    @Test
    void clientsBeyondTheLimitAreBalancedButNotRemembered() {
        var templates = new Templates();
        var persistence = io.arapaima.dataplane.Persistence.of(Duration.ofSeconds(10), 32, ServiceKey.Family.IPV4);
        var destination = new LiveDestination(
                ((Change.AddDestination) parse("-a -t 10.0.0.1:80 -r 10.1.0.1:80")).added(), Meter.ofService());
        for (int i = 0; i < Templates.LIMIT; i++) {
            assertThat(
                    templates.remember(address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)), persistence,
                            destination, 0))
                    .isPresent();
        }
        assertThat(templates.remember(address("11.0.0.1"), persistence, destination, 5)).isEmpty();
        assertThat(templates.remember(address("11.0.0.1"), persistence, destination, 20_000_000_000L)).isPresent();
    }

    private Lease connect(String client) {
        return table.lease(web(), address(client), Optional.empty()).orElseThrow();
    }

    private List<Connections> counts() {
        return List.copyOf(table.connections().values());
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void rules(String... rules) {
        for (String rule : rules) {
            assertThat(table.apply(parse(rule))).as(rule).isEmpty();
        }
    }

    private static ServiceKey web() {
        return parse("-D -t 10.0.0.1:80").service();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private static Change parse(String rule) {
        try {
            return IpvsadmRules.parse(rule);
        } catch (ParseException mistake) {
            throw new AssertionError(rule, mistake);
        }
    }
}
