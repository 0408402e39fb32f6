package io.arapaima.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Options;
import io.arapaima.check.RealServer;
import io.arapaima.check.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against the server of nghttp2, which pads its frames and sends trailers when it is told to; nginx does neither. */
@TestInstance(Lifecycle.PER_CLASS)
class Http2AgainstNghttpdTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String BIG = "0123456789".repeat(300_000);

    private RealServer server;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        Path program = RealServer.programOf("nghttp2-server", "/usr/sbin/nghttpd", "/usr/bin/nghttpd");
        Files.writeString(folder.resolve("big"), BIG);
        port = RealServer.freePort();
        server = RealServer.start(folder, program.toString(), "--no-tls", "-a", "127.0.0.1", "-d", folder.toString(),
                "-b", "200", "--trailer", "x-end: reached", "--echo-upload", Integer.toString(port));
        server.awaitPort(port);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Http2Answer ask(String method, String path, String body) throws IOException {
        Http2Request request = Http2Request.of(List.of(new Field(":method", method), new Field(":scheme", "http"),
                new Field(":path", path), new Field(":authority", "127.0.0.1:" + port)),
                body.getBytes(StandardCharsets.US_ASCII));
        var target = new Target(InetAddress.ofLiteral("127.0.0.1"), port, Target.Transport.TCP, LIMIT,
                Options.of(List.of(), Map.of()));
        try (var connection = CheckSocket.connect(target, Deadline.in(LIMIT))) {
            return Http2Exchange.ask(connection, request, 4 << 20, (_, _) -> true);
        }
    }

    @Test
    void aBodyBeyondTheWindowIsReadToItsTrailers() throws Exception {
        Http2Answer answer = ask("GET", "/big", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-length")).contains("3000000");
        assertThat(answer.body()).isEqualTo(ByteBuffer.wrap(BIG.getBytes(StandardCharsets.US_ASCII)));
        assertThat(answer.trailer("x-end")).contains("reached");
    }

    @Test
    void aBodyIsSent() throws Exception {
        String body = "abcdefgh".repeat(4096);
        assertThat(ask("POST", "/", body).body()).isEqualTo(ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void otherAnswersAreRead() throws Exception {
        assertThat(ask("GET", "/none", "").status()).isEqualTo(404);
        assertThat(ask("HEAD", "/big", "").body().remaining()).isZero();
    }
}
