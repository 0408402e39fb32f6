package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that say what they have to say and are gone at once: the kernel then answers with a reset what was sent to them. */
@Timeout(240)
class EarlyCloseTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final byte[] REQUEST = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    /** What a server does with a connection. */
    private interface Manners {
        void with(Socket connection) throws Exception;
    }

    private static CompletableFuture<Void> serve(ServerSocket server, Manners manners) {
        return CompletableFuture.runAsync(() -> {
            try (Socket connection = server.accept()) {
                connection.setTcpNoDelay(true); // what was said is on its way when it closes
                manners.with(connection);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Target target(ServerSocket server) {
        return new Target(InetAddress.ofLiteral("127.0.0.1"), server.getLocalPort(), Target.Transport.TCP, LIMIT,
                Options.of(CheckTls.options("the address"), Map.of("verify", "0")));
    }

    private static CheckSocket connect(ServerSocket server) throws IOException {
        return CheckSocket.connect(target(server), Deadline.in(LIMIT));
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static void awaitRequest(Socket connection) throws Exception {
        Await.until("the request lies there unread", () -> connection.getInputStream().available() >= REQUEST.length);
    }

    private static void say(Socket connection, String what) throws IOException {
        connection.getOutputStream().write(what.getBytes(StandardCharsets.US_ASCII));
    }

    /** As nc in a loop or a script under xinetd: the request lies unread when the connection is closed. */
    @Test
    void anAnswerWithoutReadingTheRequestIsAWholeAnswer() throws Exception {
        try (ServerSocket server = listen()) {
            var done = serve(server, connection -> {
                awaitRequest(connection);
                say(connection, "HTTP/1.0 200 OK\r\n\r\nhello");
            });
            try (CheckSocket socket = connect(server)) {
                socket.send(REQUEST);
                done.get(); // the reset is here before anything is read
                assertThat(new String(socket.in().readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.0 200 OK\r\n\r\nhello");
            }
        }
    }

    /** As a mail server that is too busy. */
    @Test
    void aRefusalBeforeTheRequestIsRead() throws Exception {
        var connected = new CompletableFuture<Void>();
        try (ServerSocket server = listen()) {
            var done = serve(server, connection -> {
                connected.join();
                say(connection, "421 too busy\r\n");
                connection.setSoLinger(true, 0);
            });
            try (CheckSocket socket = connect(server)) {
                connected.complete(null);
                done.get();
                socket.send(REQUEST);
                socket.send(REQUEST);
                assertThat(socket.readLine(80)).isEqualTo("421 too busy");
            }
        }
    }

    @Test
    void whoSaysNothingHasReset() throws Exception {
        try (ServerSocket server = listen()) {
            var _ = serve(server, connection -> {
                awaitRequest(connection);
                connection.setSoLinger(true, 0);
            });
            try (CheckSocket socket = connect(server)) {
                socket.send(REQUEST);
                assertThatThrownBy(() -> socket.readLine(80)).isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
        }
    }

    /** One that has spoken and does not answer the next request has not answered. */
    @Test
    void aRequestThatIsNotAnsweredAnyMoreIsAReset() throws Exception {
        try (ServerSocket server = listen()) {
            var _ = serve(server, connection -> {
                say(connection, "220 ready\r\n");
                awaitRequest(connection);
                connection.setSoLinger(true, 0);
            });
            try (CheckSocket socket = connect(server)) {
                assertThat(socket.readLine(80)).isEqualTo("220 ready");
                socket.send(REQUEST);
                assertThatThrownBy(() -> socket.readLine(80)).isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
            }
        }
    }

    @Test
    void underTlsAnAnswerIsReadToo() throws Exception {
        SelfSigned certificate = SelfSigned.make(folder, "server", "-1d", 30);
        SSLSocketFactory factory = context(certificate).getSocketFactory();
        try (ServerSocket server = listen()) {
            var done = serve(server, connection -> {
                try (Socket secured = factory.createSocket(connection, "127.0.0.1", connection.getPort(), false)) {
                    ((SSLSocket) secured).setUseClientMode(false);
                    ((SSLSocket) secured).startHandshake();
                    say(secured, "HTTP/1.0 200 OK\r\n\r\nhello");
                    awaitRequest(connection);
                    connection.setSoLinger(true, 0);
                    connection.close(); // no farewell
                }
            });
            try (CheckSocket socket = connect(server)) {
                socket.startTls(CheckTls.of(target(server), Optional.empty()));
                socket.send(REQUEST);
                done.get();
                socket.send(REQUEST);
                socket.send(REQUEST);
                assertThat(socket.readLine(80)).isEqualTo("HTTP/1.0 200 OK");
                assertThat(new String(socket.in().readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("\r\nhello");
            }
        }
    }

    /**
     * A script that writes line by line: the second is kept back until the first is acknowledged, and the reset must not be first. Ten
     * times, because a program that is slow when it starts is acknowledged at once anyway.
     */
    @RepeatedTest(10)
    void whatIsSaidInPiecesIsWholeThoughTheRequestLiesUnread() throws Exception {
        try (ServerSocket server = listen()) {
            var done = inPieces(server, connection -> {
                say(connection, "220 ready\r\n");
                awaitRequest(connection);
                say(connection, "hel");
                say(connection, "lo");
            });
            try (CheckSocket socket = connect(server)) {
                assertThat(socket.readLine(80)).isEqualTo("220 ready");
                socket.send(REQUEST);
                done.get();
                assertThat(new String(socket.in().readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("hello");
            }
        }
    }

    @RepeatedTest(10)
    void underTlsToo() throws Exception {
        SSLSocketFactory factory = context(SelfSigned.make(folder, "server", "-1d", 30)).getSocketFactory();
        try (ServerSocket server = listen()) {
            var done = inPieces(server, connection -> {
                var secured = (SSLSocket) factory.createSocket(connection, "127.0.0.1", connection.getPort(), false);
                secured.setUseClientMode(false);
                secured.startHandshake();
                awaitRequest(connection);
                say(secured, "hel");
                say(secured, "lo");
            });
            try (CheckSocket socket = connect(server)) {
                socket.startTls(CheckTls.of(target(server), Optional.empty()));
                socket.send(REQUEST);
                done.get();
                assertThat(new String(socket.in().readNBytes(5), StandardCharsets.US_ASCII)).isEqualTo("hello");
            }
        }
    }

    /** With Nagle's rule, as most servers are. */
    private static CompletableFuture<Void> inPieces(ServerSocket server, Manners manners) {
        return serve(server, connection -> {
            connection.setTcpNoDelay(false);
            manners.with(connection);
            connection.setSoLinger(true, 0); // what is still kept back is lost, as when a C program closes
        });
    }

    private static SSLContext context(SelfSigned pair) throws Exception {
        String text = Files.readString(pair.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(pair.certificate())) {
            var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            store.setKeyEntry("a", key, new char[0], new Certificate[]{certificate});
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
