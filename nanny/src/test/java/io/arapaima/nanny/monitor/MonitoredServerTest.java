package io.arapaima.nanny.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.PlannedCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command line of section 3.3 of Piranha's dossier, word for word. */
class MonitoredServerTest {
    private static String line(String transport, int port, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("program", "/opt/nanny", "vip", "10.0.0.1", "vport", "80",
                "reentry", "15", "weight", "3", "method", "m"));
        options.putAll(more);
        return String.join(" ",
                new MonitoredServer("web/s1", new PlannedCheck.Target("10.0.0.2", port, transport, options),
                        Duration.ofMillis(5200)).words("/run/ipvsadm"));
    }

    @Test
    void theLeast() {
        assertThat(line("tcp", 8080, Map.of())).isEqualTo("/opt/nanny -c -h 10.0.0.2 -p 80 -r 8080 -a 15 "
                + "-I /run/ipvsadm -t 6 -w 3 -V 10.0.0.1 -M m --nodaemon --lvs");
    }

    @Test
    void everything() {
        assertThat(line("udp", 53, Map.of("mark", "7", "send-program", "/bin/p %h", "send", "a b\\r\\n", "expect", "",
                "quiesce", "1", "regex", "1", "load-command", "rsh", "method", "g")))
                .isEqualTo("/opt/nanny -c -h 10.0.0.2 -p 80 -r 53 -f 7 -u -e /bin/p %h -s a b\\r\\n -x  -q --regex "
                        + "-a 15 -I /run/ipvsadm -t 6 -w 3 -V 10.0.0.1 -M g -U rsh --nodaemon --lvs");
    }
}
