package io.arapaima.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
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
            "-e -t [2001:db8::1]:80 -r [fe80:0:0:1::2]:0 -g -w 0", "-a -f 5 -r 10.1.0.1:80 -i -w 65535 --tun-type ipip",
            "-A -t 10.0.0.1:81 -s rr -p 0 -M 255.0.255.0 --pe sip -o -b flag-1,flag-2,flag-3",
            "-A -f 5 -s sh -b sh-fallback",
            "-A -u [2001:db8::1]:81 -s mh -p 60 -M 64 -o -b mh-fallback,mh-port", "-A -u 10.0.0.1:53 -s sh -b sh-port",
            "-a -f 5 -r 10.1.0.1:0 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum",
            "-a -t 10.0.0.1:80 -r [2001:db8::1]:80 -i -w 1 --tun-type gre --tun-csum",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i -w 1 --tun-type gre --tun-nocsum -x 4294967295 -y 3",
            "-A -t [::1.2.3.4]:80 -s rr", "-A -t [::5:6:7]:80 -s rr",
            "-d -t 10.0.0.1:80 -r [2001:db8:0:1:0:1:0:1]:80"})
    void aLineOfIpvsadmKeepsItsBytes(String rule) throws Exception {
        assertThat(IpvsadmRules.format(IpvsadmRules.parse(rule))).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"-A -t 10.0.0.1:80, -A -t 10.0.0.1:80 -s wlc", "-A -t 10.0.0.1:80 -p, -A -t 10.0.0.1:80 -s wlc -p 360",
            "-A -p 9 -M 24 -t 10.0.0.1:80, -A -t 10.0.0.1:80 -s wlc -p 9 -M 255.255.255.0",
            "  -a  -r 10.1.0.1:80 -t   10.0.0.1:80 , -a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 1",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i, -a -t 10.0.0.1:80 -r 10.1.0.1:80 -i -w 1 --tun-type ipip",
            "'-A -u 10.0.0.1:80 -s sh -o -b flag-3,flag-2', '-A -u 10.0.0.1:80 -s sh -o -b sh-port,flag-3'",
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
            "-A -t 10.0.0.1:80 -p 2678401 | \"2678401\" is not seconds of persistence from 0 to 2678400 | 21",
            "-A -t 10.0.0.1:80 -s sh -b mh-port | \"mh-port\" holds no flag of sh: mh-port | 27",
            "-A -t 10.0.0.1:80 -b sh-port | \"sh-port\" holds no flag of wlc: sh-port | 21",
            "-A -t 10.0.0.1:80 --pe abcdefghijklmnop | \"abcdefghijklmnop\" is no persistence engine's name: those have at most 15 letters | 23",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m --tun-type ipip | --tun-type does not belong to -a | 47",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i --tun-port 7 | --tun-port does not belong to -a | 47",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i --tun-type gue | --tun-type gue needs --tun-port | 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i --tun-type sit | --tun-type is ipip, gue or gre | 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i --tun-type gre --tun-csum --tun-nocsum | a tunnel has one of --tun-nocsum, --tun-csum and --tun-remcsum, not 2 | 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -x 4294967296 | \"4294967296\" is not a number of connections from 0 to 4294967295 | 36",
            "-a -t 10.0.0.1:80 | the rule names no destination by -r ADDRESS:PORT | 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -g | a destination has one of -m, -g and -i, not 2 | 0",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -w 65536 | \"65536\" is not a weight from 0 to 65535 | 36",
            "-A -f 0 | \"0\" is not a firewall mark from 1 to 4294967295 | 6",
            "-A -t 10.0.0.1:80 -s rr -s rr | \"-s\" stands twice | 24",
            "-A -t 10.0.0.1:80 -q | \"-q\" is not supported; there are -t -u --sctp-service -f -6 -s -p -M --pe -o -b -r -m -g -i -w -x -y --tun-type --tun-port --tun-nocsum --tun-csum --tun-remcsum | 18"})
    void aWrongRuleIsRefusedWithASentenceAndItsColumn(String rule, String sentence, int column) {
        assertThatThrownBy(() -> IpvsadmRules.parse(rule)).isInstanceOf(ParseException.class).hasMessage(sentence)
                .extracting(e -> ((ParseException) e).getErrorOffset()).isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyChangeAndEveryTableSurvivesARoundTrip(long seed) throws Exception {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Change change = RandomTables.change(random);
            assertThat(IpvsadmRules.parse(IpvsadmRules.format(change))).isEqualTo(change);
            Table table = RandomTables.table(random);
            assertThat(IpvsadmRules.parseTable(IpvsadmRules.format(table))).isEqualTo(table);
            var id = new DestinationId(RandomTables.key(random), RandomTables.destination(random).key());
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
}
