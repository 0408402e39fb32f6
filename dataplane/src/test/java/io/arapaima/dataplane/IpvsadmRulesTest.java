package io.arapaima.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpvsadmRulesTest {
    /** Lines as ipvsadm 1.31 saves them. */
    @ParameterizedTest
    @ValueSource(strings = {"-A -t 10.0.0.1:80 -s rr", "-A -t 10.0.0.1:81 -s rr -p 360 -M 255.255.255.0",
            "-A -t [2001:db8::1]:81 -s mh -p 60 -M 64", "-A -f 5 -6 -s sh", "-A -f 4294967295 -s wlc -p 60",
            "-A -u [::1]:53 -s sed", "-A --sctp-service 10.0.0.1:0 -s nq -p 1 -M 128.0.0.0", "-E -t 10.0.0.1:80 -s wrr",
            "-D -f 5 -6", "-D -u 10.0.0.1:53", "-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 3",
            "-e -t [2001:db8::1]:80 -r [fe80:0:0:1::2]:0 -g -w 0", "-a -f 5 -r 10.1.0.1:80 -i -w 65535",
            "-d -t 10.0.0.1:80 -r [2001:db8:0:1:0:1:0:1]:80"})
    void aLineOfIpvsadmKeepsItsBytes(String rule) throws Exception {
        assertThat(IpvsadmRules.format(IpvsadmRules.parse(rule))).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"-A -t 10.0.0.1:80, -A -t 10.0.0.1:80 -s wlc", "-A -t 10.0.0.1:80 -p, -A -t 10.0.0.1:80 -s wlc -p 360",
            "-A -p 9 -M 24 -t 10.0.0.1:80, -A -t 10.0.0.1:80 -s wlc -p 9 -M 255.255.255.0",
            "  -a  -r 10.1.0.1:80 -t   10.0.0.1:80 , -a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 1",
            "-A -t [2001:0DB8:0:0::1]:80 -p 5 -M 128, -A -t [2001:db8::1]:80 -s wlc -p 5"})
    void whatARuleLeavesOutIsAsInIpvsadm(String rule, String canonical) throws Exception {
        assertThat(IpvsadmRules.format(IpvsadmRules.parse(rule))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | the rule is empty; it starts with -A, -E, -D, -a, -e or -d | 0",
            "-X -t 10.0.0.1:80 | \"-X\" is no command; there are -A, -E, -D, -a, -e and -d | 0",
            "-A -t | \"-t\" needs a value | 3",
            "-A -s rr | a rule names one service by -t, -u, --sctp-service or -f, not 0 | 0",
            "-A -t 10.0.0.1:80 -f 1 | a rule names one service by -t, -u, --sctp-service or -f, not 2 | 0",
            "-A -t 10.0.0.1:99999 | \"99999\" is not a port from 0 to 65535 | 15",
            "-A -t www:80 | \"www:80\" holds no IP address; names are not looked up | 6",
            "-A -t 2001:db8::1:80 | \"2001:db8::1:80\" is not ADDRESS:PORT; an IPv6 address stands in brackets | 6",
            "-A -t 10.0.0.1:80 -w 1 | -w does not belong to -A | 21",
            "-A -t 10.0.0.1:80 -M 24 | -M does not belong to -A | 21",
            "-A -t 10.0.0.1:80 -p 0 | \"0\" is not seconds of persistence from 1 to 2678400 | 21",
            "-a -t 10.0.0.1:80 | the rule names no destination by -r ADDRESS:PORT | 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -g | a destination has one of -m, -g and -i, not 2 | 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -w 65536 | \"65536\" is not a weight from 0 to 65535 | 36",
            "-A -f 0 | \"0\" is not a firewall mark from 1 to 4294967295 | 6",
            "-A -t 10.0.0.1:80 -s rr -s rr | \"-s\" stands twice | 24",
            "-A -t 10.0.0.1:80 -o | \"-o\" is not supported; there are -t -u --sctp-service -f -6 -s -p -M -r -m -g -i -w | 18"})
    void aWrongRuleIsRefusedWithASentenceAndItsColumn(String rule, String sentence, int column) {
        assertThatThrownBy(() -> IpvsadmRules.parse(rule)).isInstanceOf(ParseException.class).hasMessage(sentence)
                .extracting(e -> ((ParseException) e).getErrorOffset()).isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyChangeAndEveryTableSurvivesARoundTrip(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Change change = randomChange(random);
            assertThat(IpvsadmRules.parse(IpvsadmRules.format(change))).isEqualTo(change);
            Table table = randomTable(random);
            assertThat(IpvsadmRules.parseTable(IpvsadmRules.format(table))).isEqualTo(table);
            var id = new DestinationId(randomKey(random), randomDestination(random).key());
            assertThat(IpvsadmRules.parseDestination(IpvsadmRules.format(id))).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noiseIsReadOrRefusedButNothingElse(long seed) {
        var random = new Random(seed);
        String[] words = {"-A", "-a", "-t", "-f", "-6", "-p", "-M", "-r", "-w", "-m", "1", "[", "]:", ":", "[::1]:1",
                "1.2.3.4:5",
                "%", "::", "[]:1", "[:]:1", "-", "\t", "255.255.255.0", "[fe80::1%x]:1", "99999999999"};
        for (int round = 0; round < 20_000; round++) {
            var rule = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                rule.append(words[random.nextInt(words.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            }
            try {
                IpvsadmRules.parse(rule.toString());
            } catch (ParseException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void aSavedTableSkipsCommentsAndRefusesADestinationWithoutItsService() throws Exception {
        assertThat(IpvsadmRules.parseTable(List.of("# saved", "", "-A -t 10.0.0.1:80 -s rr"))).isEqualTo(new Table(
                List.of(new Table.Entry(
                        new Service(IpvsadmRules.parse("-D -t 10.0.0.1:80").service(), "rr", Optional.empty()),
                        List.of()))));
        assertThatThrownBy(() -> IpvsadmRules.parseTable(List.of("-a -t 10.0.0.1:80 -r 10.1.0.1:80")))
                .hasMessageContaining("TCP 10.0.0.1:80 has no -A rule");
        assertThatThrownBy(() -> IpvsadmRules.parseTable(List.of("-D -t 10.0.0.1:80")))
                .hasMessageContaining("-A and -a rules only");
    }

    private static Change randomChange(Random random) {
        ServiceKey key = randomKey(random);
        return switch (random.nextInt(6)) {
            case 0 -> new Change.AddService(randomService(random, key));
            case 1 -> new Change.EditService(randomService(random, key));
            case 2 -> new Change.RemoveService(key);
            case 3 -> new Change.AddDestination(key, randomDestination(random));
            case 4 -> new Change.EditDestination(key, randomDestination(random));
            default -> new Change.RemoveDestination(key, randomDestination(random).key());
        };
    }

    private static Table randomTable(Random random) {
        var entries = new LinkedHashMap<ServiceKey, Table.Entry>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var destinations = new LinkedHashMap<DestinationKey, Destination>();
            for (int j = random.nextInt(4); j > 0; j--) {
                Destination destination = randomDestination(random);
                destinations.put(destination.key(), destination);
            }
            ServiceKey key = randomKey(random);
            entries.put(key, new Table.Entry(randomService(random, key), List.copyOf(destinations.values())));
        }
        return new Table(List.copyOf(entries.values()));
    }

    private static Service randomService(Random random, ServiceKey key) {
        int bits = Addresses.bits(Addresses.isIpv6(key));
        return new Service(key, oneOf(random, List.of("rr", "wrr", "lblcr", "mh")), random.nextBoolean()
                ? Optional.empty()
                : Optional.of(
                        Persistence.of(Duration.ofSeconds(1 + random.nextInt(2_678_400)), 1 + random.nextInt(bits),
                                Addresses.family(key))));
    }

    private static ServiceKey randomKey(Random random) {
        if (random.nextInt(4) == 0) {
            long mark = 1 + random.nextLong(0xFFFF_FFFFL);
            return new ServiceKey.Mark(mark, random.nextBoolean() ? ServiceKey.Family.IPV4 : ServiceKey.Family.IPV6);
        }
        Protocol protocol = oneOf(random, List.of(Protocol.values()));
        return new ServiceKey.Endpoint(protocol, randomAddress(random), random.nextInt(65536));
    }

    private static Destination randomDestination(Random random) {
        return new Destination(new DestinationKey(randomAddress(random), random.nextInt(65536)),
                oneOf(random, List.of(Forwarding.MASQUERADE, Forwarding.DIRECT, Forwarding.TUNNEL)),
                random.nextInt(65536));
    }

    private static <T> T oneOf(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Many zero groups, so that each way of shortening comes up. */
    private static InetAddress randomAddress(Random random) {
        byte[] address = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
        }
        if (address.length == 16) {
            address[0] = 0x20; // never an IPv4-mapped address, which the JDK turns into IPv4
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
