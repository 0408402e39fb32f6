package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.nanny.plugin.Offer;
import io.arapaima.nanny.plugin.PluginFolder;
import io.arapaima.nanny.plugin.Troubles;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeByHandTest {
    private static final String OPTIONS = """
            OptionSpec.of("say", OptionSpec.Type.TEXT, "s").withDefault("ping"),
            OptionSpec.of("password", OptionSpec.Type.TEXT, "s"),
            OptionSpec.of("times", OptionSpec.Type.INTEGER, "s").between(1, 9, ""),
            OptionSpec.of("x", OptionSpec.Type.TEXT, "s"), OptionSpec.of("talk-x", OptionSpec.Type.TEXT, "s")""";
    private static final String BODY = """
            try (var socket = CheckSocket.connect(target, deadline)) {
                socket.send(target.options().secret("password").orElse("") + target.options().text("say") + "\\n");
                String line = socket.readLine(80);
                return line.equals("pong") ? pass(line) : new CheckResult.Failed(CheckResult.Reason.CONTENT, line);
            }""";

    @TempDir
    Path temp = Path.of("");

    private final AtomicReference<Offer> offer = new AtomicReference<>(Offer.NOTHING);
    private PluginFolder folder = new PluginFolder(List.of(), temp, new Troubles(_ -> {}), offer::set);

    @BeforeEach
    void load() throws Exception {
        Path plugins = Files.createDirectory(temp.resolve("plugins"));
        PluginJars.make(plugins.resolve("a.jar"), "talk", OPTIONS, BODY);
        PluginJars.make(plugins.resolve("b.jar"), "stuck", "while (true) { Thread.onSpinWait(); }");
        PluginJars.make(plugins.resolve("c.jar"), "local", "throw new UndecidedException(\"no program\");");
        folder = new PluginFolder(List.of(plugins), temp.resolve("copies"), new Troubles(_ -> {}), offer::set);
        folder.start();
    }

    @AfterEach
    void close() throws Exception {
        folder.close();
    }

    private ProbeReport run(String... words) throws Exception {
        return new ProbeByHand(ProbeOrder.parse(List.of(words))).run(offer.get());
    }

    /** A server that answers one line with another. */
    private ProbeReport against(String answer, String... options) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(new FutureTask<>(() -> {
                try (var client = server.accept()) {
                    while (client.getInputStream().read() != '\n') {
                        Thread.onSpinWait();
                    }
                    client.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
                }
                return "";
            }));
            var words = new ArrayList<>(List.of("talk", "localhost:" + server.getLocalPort()));
            words.addAll(List.of(options));
            return run(words.toArray(String[]::new));
        }
    }

    @Test
    void aPassShowsItsStepsAndWhereTheTimeWent() throws Exception {
        ProbeReport report = against("pong", "say=hi", "talk_password=hush");
        assertThat(report.exitCode()).isZero();
        assertThat(report.toString())
                .containsSubsequence("connect ", "sent 7 bytes\n", "***hi\\n\n", "received 5 bytes\n",
                        "pong\\n\n", "PASSED: pong\n", "time: resolve ", " connect ", " first byte ", " transfer ",
                        " total ")
                .doesNotContain("hush");
        assertThat(report.phases(report.trace().steps()).keySet()).containsExactly("resolve", "connect", "first_byte",
                "transfer", "total");
        assertThat(report.json()).startsWith("{\"check\":\"talk\",\"target\":\"localhost:")
                .contains("\"result\":\"passed\"",
                        "\"phases_ms\":{\"resolve\":", "\"step\":\"sent\"")
                .doesNotContain("hush").doesNotContain("\n");
    }

    @Test
    void aFailureNamesItsReason() throws Exception {
        ProbeReport report = against("who is there");
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.toString()).contains("FAILED: CONTENT: who is there\n");
        assertThat(report.json()).contains("\"result\":\"failed\",\"reason\":\"CONTENT\"");
    }

    @Test
    void aFaultOnThisSideIsNoFailure() throws Exception {
        assertThat(run("local", "::1")).matches(r -> r.exitCode() == 3)
                .asString().contains("local ::1\n").contains("INCONCLUSIVE: no program\n");
        assertThat(run("talk", "no-such-host.invalid:80")).matches(r -> r.exitCode() == 3)
                .asString().contains("no-such-host.invalid has no address");
    }

    @Test
    void aProbeThatSpinsIsGivenUpAtItsTime() throws Exception {
        ProbeReport report = run("stuck", "[::1]:80", "--timeout", "200ms");
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.total().toMillis()).isBetween(300L, 5000L);
        assertThat(report.toString()).contains("INCONCLUSIVE: its probe did not end at the deadline");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "talk                              | a check and a target are needed",
            "tak 127.0.0.1                     | no check is called tak; did you mean talk?",
            "zzzzzz 127.0.0.1                  | no check is called zzzzzz; there are local, stuck, talk",
            "talk 127.0.0.1:0                  | the target is 127.0.0.1:0; it must be",
            "talk 127.0.0.1:65536              | it must be HOST, HOST:PORT or [IPV6]:PORT",
            "talk [::1                         | it must be HOST, HOST:PORT or [IPV6]:PORT",
            "talk 127.0.0.1 sai=hello          | check talk has no option sai; did you mean say?",
            "talk 127.0.0.1 say                | say is no option; write OPTION=VALUE",
            "talk 127.0.0.1 say=a say=b        | option say is set twice",
            "talk 127.0.0.1 say=a talk_say=b   | option say of check talk is set twice",
            "talk 127.0.0.1 talk_x=a           | talk_x may mean each of the options x, talk-x; write talk_x",
            "talk 127.0.0.1 times=10           | option times is \"10\"; it must be 1 to 9",
            "talk 127.0.0.1 --timeout soon     | --timeout: option limit is \"soon\"; it must be seconds",
            "talk 127.0.0.1 --timeout          | --timeout needs a value after it",
            "talk 127.0.0.1 --transport ipx    | --transport is ipx; it must be tcp, udp or sctp"})
    void wrongUsageIsSaidWithTheNearestWord(String words, String said) {
        assertThatThrownBy(() -> run(words.split(" +", -1))).isInstanceOf(CommandLine.UsageException.class)
                .hasMessageContaining(said);
    }
}
