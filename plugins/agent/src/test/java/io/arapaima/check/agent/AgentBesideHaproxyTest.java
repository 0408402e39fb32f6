package io.arapaima.check.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.Metric;
import io.arapaima.check.RealServer;
import io.arapaima.check.ScriptedServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agent, asked by HAProxy and by us: both must make the same of its words. */
class AgentBesideHaproxyTest {
    private static final String[] LINES = {"up ready 75%", "READY,\t20%", "drain 30%", "maint", "0%", "ready down",
            "stopped, 10% #on purpose, up 50%", "fail", "up nonsense 80%", "down up 300%", "drain # ready",
            "maxconn:3"};
    private static final Pattern COMMA = Pattern.compile(",");

    @TempDir
    private Path folder;
    private volatile String answer = "";
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void weReadAnAgentAsHaproxyDoes() throws Exception {
        Path program = RealServer.program("/usr/sbin/haproxy", "haproxy");
        try (var agent = new ScriptedServer(Behaviour.ANSWERS, (_, out) -> {
            out.write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
            asked.incrementAndGet();
        })) {
            int port = agent.address().getPort();
            Path socket = folder.resolve("stats");
            Path conf = Files.writeString(folder.resolve("haproxy.cfg"), """
                    global
                      stats socket %s level admin
                    defaults
                      mode tcp
                      timeout connect 5s
                      timeout client 5s
                      timeout server 5s
                      timeout check 30s
                    backend b
                      server s1 127.0.0.1:%d weight 100 agent-check agent-port %d agent-inter 50ms
                    """.formatted(socket, port, port));
            try (var haproxy = RealServer.start(folder, program.toString(), "-f", conf.toString(), "-db")) {
                haproxy.await(() -> Files.exists(socket) && asked.get() > 0);
                for (String line : LINES) {
                    say(haproxy, "up ready 100%");
                    say(haproxy, line);
                    assertThat(ours(port)).as(line).isEqualTo(theirs(socket));
                }
            }
        }
    }

    /** Until HAProxy has asked twice: the first connection may have begun before. */
    private void say(RealServer haproxy, String line) throws IOException, InterruptedException {
        answer = line;
        int before = asked.get();
        haproxy.await(() -> asked.get() >= before + 3);
    }

    private static String ours(int port) throws InterruptedException {
        if (!(new Asking(new AgentCheck(), port).with() instanceof Passed passed)) {
            return "down";
        }
        boolean drain = passed.metrics().stream().anyMatch(m -> m.name().equals(Metric.DRAIN) && m.value() == 1);
        double share = passed.metrics().stream().filter(m -> m.name().equals(Metric.SHARE))
                .mapToDouble(m -> Math.min(m.value(), 256)).findFirst().orElse(100);
        return drain ? "drained" : "weight " + (int) share;
    }

    private static String theirs(Path socket) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(StandardCharsets.US_ASCII.encode("show stat\n"));
            String text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
            String line = text.lines().filter(l -> l.startsWith("b,s1,")).findFirst().orElseThrow();
            String[] fields = COMMA.split(line, -1);
            String status = fields[17];
            return status.startsWith("DOWN")
                    ? "down"
                    : status.startsWith("DRAIN") || status.equals("MAINT") ? "drained" : "weight " + fields[18];
        }
    }
}
