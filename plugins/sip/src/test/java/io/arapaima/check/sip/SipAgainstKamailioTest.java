package io.arapaima.check.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.RealServer;
import io.arapaima.check.Target.Transport;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SipAgainstKamailioTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void overUdpAndTcpUntilItIsGone(@TempDir Path folder) throws Exception {
        String program = RealServer.programOf("kamailio", "/usr/sbin/kamailio").toString();
        int port = RealServer.freePort();
        Path conf = Files.writeString(folder.resolve("kamailio.cfg"), """
                #!KAMAILIO
                debug=0
                log_stderror=yes
                children=1
                tcp_children=1
                listen=udp:127.0.0.1:%1$d
                listen=tcp:127.0.0.1:%1$d
                loadmodule "sl.so"
                loadmodule "pv.so"
                request_route {
                    if (method == "OPTIONS" && $rU == $null) { sl_send_reply("200", "At your service"); exit; }
                    sl_send_reply("404", "Not here");
                }
                """.formatted(port));
        var udp = new Asking(new SipCheck(), HERE, port, Transport.UDP);
        var tcp = new Asking(new SipCheck(), HERE, port, Transport.TCP);
        try (var kamailio = RealServer.start(folder, program, "-DD", "-E", "-f", conf.toString(), "-Y",
                folder.toString())) {
            kamailio.awaitPort(port);
            kamailio.await(() -> udp.within(Duration.ofSeconds(2)) instanceof Passed);
            assertThat(tcp.with()).isInstanceOfSatisfying(Passed.class,
                    passed -> assertThat(passed.text()).isEqualTo("SIP/2.0 200 At your service"));
            assertThat(tcp.with("user", "hans"))
                    .isEqualTo(new Failed(Reason.CONTENT, "expected status 200 to OPTIONS, got 404 Not here"));
            assertThat(udp.with("user", "hans", "status", "404")).isInstanceOf(Passed.class);
        }
        assertThat(udp.with()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.REFUSED));
    }
}
