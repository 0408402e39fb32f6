package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Persistence;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.Table;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line is refused by the kernel without a reason, or accepted and broken (seen on 6.1 and 6.12). */
class KernelLimitsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "-A -t 10.0.0.1:0 -s rr | TCP 10.0.0.1:0: the kernel refuses each connection to every port of an address unless it"
                    + " is persistent; add persistence, or name a port",
            "-A -t 10.0.0.1:80 -s rr -o | TCP 10.0.0.1:80: the kernel ignores one-packet scheduling unless the protocol is UDP;"
                    + " leave it out",
            "-a -t 10.0.0.1:80 -r [2001:db8::1]:80 -m | [2001:db8::1]:80 in TCP 10.0.0.1:80: IPv4 and IPv6 in one"
                    + " service are possible with tunnelling only; use it, or an address of the service's family",
            "-a -t 10.0.0.1:80 -r 224.0.0.1:80 -m | 224.0.0.1:80 in TCP 10.0.0.1:80: no machine has this address, or not on"
                    + " one link only; name a unicast address",
            "-a -t 10.0.0.1:80 -r 255.255.255.255:80 -m | 255.255.255.255:80 in TCP 10.0.0.1:80: no machine has this address,"
                    + " or not on one link only; name a unicast address",
            "-a -t [2001:db8::9]:80 -r [fe80::1]:80 -m | [fe80::1]:80 in TCP [2001:db8::9]:80: no machine"
                    + " has this address, or not on one link only; name a unicast address"})
    void whatWouldNotWorkIsRefusedWithItsCure(String rule, String sentence) {
        assertThat(problems(Table.EMPTY, rule)).isEqualTo(Map.of(0, sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-A -t 10.0.0.1:0 -s rr -p 300", "-A -u 10.0.0.1:53 -s rr -o",
            "-A -f 1 -s rr -o",
            "-a -t 10.0.0.1:80 -r [2001:db8::1]:80 -i", "-a -t 10.0.0.1:80 -r 169.254.0.9:80 -m",
            "-A -t [2001:db8::9]:80 -s rr -p 1 -M 128", "-A -t 10.0.0.1:80 -s rr -p 1 -M 0.0.0.0",
            "-D -t 10.0.0.1:0", "-d -t 10.0.0.1:80 -r 224.0.0.1:80"})
    void whatWorksIsNotRefused(String rule) {
        assertThat(problems(Table.EMPTY, rule)).isEmpty();
    }

    @Test
    void onePacketSchedulingDoesNotGoWithNat() throws ParseException {
        String sentence = ": the kernel translates no replies of one-packet scheduling, so it does not go with NAT; use"
                + " direct routing or tunnelling, or leave it out";
        String nat = "-a -u 10.0.0.1:53 -r 10.1.0.1:53 -m";
        String direct = "-a -u 10.0.0.1:53 -r 10.1.0.2:53 -g";
        assertThat(problems(Table.EMPTY, "-A -u 10.0.0.1:53 -s rr -o", nat, direct)).containsOnly(
                Map.entry(1, "10.1.0.1:53 in UDP 10.0.0.1:53" + sentence));
        Table there = IpvsadmRules.parseTable(List.of("-A -u 10.0.0.1:53 -s rr", nat));
        assertThat(problems(there, "-E -u 10.0.0.1:53 -s rr -o"))
                .containsOnly(Map.entry(0, "UDP 10.0.0.1:53" + sentence));
        assertThat(problems(there, "-E -u 10.0.0.1:53 -s rr -o", "-e -u 10.0.0.1:53 -r 10.1.0.1:53 -g")).isEmpty();
        assertThat(problems(there, "-E -u 10.0.0.1:53 -s rr -o", direct, "-d -u 10.0.0.1:53 -r 10.1.0.1:53")).isEmpty();
        Table onePacket = IpvsadmRules.parseTable(List.of("-A -u 10.0.0.1:53 -s rr -o"));
        assertThat(problems(onePacket, nat)).containsOnlyKeys(0);
        assertThat(problems(onePacket, "-E -u 10.0.0.1:53 -s rr", nat)).isEmpty();
    }

    @Test
    void masksAndNamesThatTheKernelCannotHoldAreRefused() {
        assertThat(persistent("2001:db8::", 300)).containsExactly("UDP [2001:db8::9]:53: persistence under"
                + " 2001:db8:: is not possible; IPv6 has masks of 1 to 128 leading ones");
        assertThat(persistent("255.0.0.0", 300)).hasSize(1);
        assertThat(persistent("::", 300)).hasSize(1);
        assertThat(persistent("ffff::", 2_678_400)).isEmpty();
        assertThat(persistent("ffff::", 2_678_401))
                .containsExactly("UDP [2001:db8::9]:53: persistence of 2678401 s"
                        + " is above the kernel's 2678400 s (31 days); lower it");
        var key = rules("-A -t 10.0.0.1:80").getFirst().service();
        assertThat(KernelLimits.problems(Table.EMPTY,
                List.of(new Change.AddService(new Service(key, "a-name-of-16-let", Optional.empty()))))).hasSize(1);
    }

    private static List<String> persistent(String mask, int seconds) {
        var key = rules("-A -u [2001:db8::9]:53").getFirst().service();
        var persistence = new Persistence(Duration.ofSeconds(seconds), InetAddress.ofLiteral(mask));
        return List.copyOf(KernelLimits.problems(Table.EMPTY, List.of(new Change.AddService(
                new Service(key, "rr", Set.of(), Optional.of(persistence), Optional.empty())))).values());
    }

    private static Map<Integer, String> problems(Table before, String... rules) {
        return KernelLimits.problems(before, rules(rules));
    }

    private static List<Change> rules(String... rules) {
        List<Change> changes = new ArrayList<>();
        for (String rule : rules) {
            try {
                changes.add(IpvsadmRules.parse(rule));
            } catch (ParseException wrong) {
                throw new AssertionError(rule, wrong);
            }
        }
        return changes;
    }
}
