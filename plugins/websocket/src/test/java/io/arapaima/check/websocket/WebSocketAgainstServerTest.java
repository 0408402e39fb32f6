package io.arapaima.check.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.Product;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against Python's websockets, plain and over TLS. */
@TestInstance(Lifecycle.PER_CLASS)
class WebSocketAgainstServerTest {
    private static final String PROGRAM = """
            import asyncio, ssl, sys, websockets
            async def talk(socket, path):
                if path == "/rude":
                    await socket.close(4000, "not today")
                await socket.send("hello " * 50000)
                async for word in socket:
                    await socket.send(word)
            async def main():
                tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                tls.load_cert_chain(sys.argv[3], sys.argv[4])
                async with websockets.serve(talk, "127.0.0.1", int(sys.argv[1]), subprotocols=["chat"],
                                            origins=[None, "http://good.example"]), \\
                           websockets.serve(talk, "127.0.0.1", int(sys.argv[2]), ssl=tls):
                    await asyncio.Future()
            asyncio.run(main())
            """;

    private RealServer server;
    private Asking plain;
    private Asking secure;
    private String ca = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        int port = RealServer.freePort();
        int tls = RealServer.freePort();
        SelfSigned certificate = SelfSigned.make(folder, "good", "-1d", 20);
        ca = certificate.certificate().toString();
        Path library = RealServer.programOf("python3-websockets", "/usr/lib/python3/dist-packages/websockets");
        Path program = Files.writeString(folder.resolve("server.py"), PROGRAM);
        server = RealServer.start(folder, Product.at("Python's websockets", library),
                RealServer.program("/usr/bin/python3", "python3").toString(),
                program.toString(), Integer.toString(port), Integer.toString(tls), ca,
                certificate.key().toString());
        server.awaitPort(tls);
        plain = new Asking(new WebSocketCheck(), port);
        secure = new Asking(new WebSocketCheck(), tls);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theHandshakeAndThePingPass() throws Exception {
        assertThat(plain.with()).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("open, ping answered"));
        assertThat(plain.with("ping", "0")).isInstanceOf(Passed.class);
    }

    @Test
    void overTlsToo() throws Exception {
        assertThat(secure.with("tls", "1", "verify", "1", "ca-file", ca)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics().getFirst().name()).isEqualTo("cert-days"));
        assertThat(plain.with("tls", "1")).isInstanceOf(Failed.class);
    }

    @Test
    void subprotocolAndOriginAreTheServersToRefuse() throws Exception {
        assertThat(plain.with("protocol", "chat", "origin", "http://good.example")).isInstanceOf(Passed.class);
        assertThat(plain.with("protocol", "talk")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).isEqualTo("expected the subprotocol \"talk\", got \"\""));
        assertThat(plain.with("origin", "http://bad.example")).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("expected 101 Switching Protocols, got 403"));
        assertThat(plain.with("path", "/rude")).isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text())
                .isEqualTo("the server closed the WebSocket with code 4000 \"not today\""));
    }
}
