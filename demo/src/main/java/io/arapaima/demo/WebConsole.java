package io.arapaima.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The suite's web-ui as a process, and what a script does with its API: it signs in, gives orders and listens to the stream. */
final class WebConsole implements AutoCloseable {
    static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 13636);
    private static final String USER = "demo";
    private static final int POLL_MILLIS = 50;

    private final Path home;
    private final Path state;
    private final Supervised process;
    private final String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(12));

    WebConsole(Path home, Path folder, boolean quiet) {
        this.home = home;
        this.state = folder.resolve("web");
        this.process = new Supervised(home, folder, command("--run-dir", folder.resolve("run").toString(), "--listen",
                "127.0.0.1:" + ADDRESS.getPort()), quiet);
    }

    private List<String> command(String... words) {
        var command = new ArrayList<>(List.of(home.resolve("arapaima").toString(), "web-ui"));
        command.addAll(List.of(words));
        command.addAll(List.of("--state-dir", state.toString()));
        return List.copyOf(command);
    }

    /** What a command of web-ui prints. */
    private String tell(String input, String... words) throws IOException, InterruptedException {
        Process told = new ProcessBuilder(command(words)).directory(home.toFile()).redirectErrorStream(true).start();
        told.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        told.getOutputStream().close();
        String said = new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (told.waitFor() != 0) {
            throw new IOException("web-ui " + words[0] + " failed: " + said);
        }
        return said;
    }

    /** A code that makes an administrator, once. */
    String code() throws IOException, InterruptedException {
        return tell("", "code").lines().reduce((_, last) -> last).orElse("");
    }

    void start() throws IOException, InterruptedException {
        var _ = tell("", "certificate");
        var _ = tell(password + "\n", "passwd", USER, "--role", "operator");
        process.start();
    }

    /** Signs in as soon as it answers. */
    Visit visit(Duration limit) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().sslContext(trust()).build();
        long start = System.nanoTime();
        String last = "nothing";
        while (System.nanoTime() - start < limit.toNanos()) {
            try {
                HttpResponse<String> answer = client.send(ours("/sessions")
                        .POST(HttpRequest.BodyPublishers
                                .ofString("{\"name\":\"" + USER + "\",\"password\":\"" + password + "\"}"))
                        .build(), HttpResponse.BodyHandlers.ofString());
                if (answer.headers().firstValue("Set-Cookie").isPresent()) {
                    return new Visit(client, answer.headers().firstValue("Set-Cookie").get().replaceAll(";.*", ""));
                }
                last = answer.body();
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new Failure("not within " + limit.toSeconds() + " s: web-ui lets somebody in; last seen: " + last);
    }

    private static HttpRequest.Builder ours(String path) {
        return HttpRequest
                .newBuilder(URI.create("https://127.0.0.1:" + ADDRESS.getPort() + "/api/v1" + path))
                .header("Sec-Fetch-Site", "same-origin").header("X-Arapaima", "1")
                .header("Content-Type", "application/json");
    }

    /** Believes the certificate that this web-ui has made, and no other. */
    private SSLContext trust() throws IOException {
        String pem = Files.readString(state.resolve("web-ui.pem"), StandardCharsets.US_ASCII);
        try (InputStream in = new ByteArrayInputStream(
                pem.substring(0, pem.indexOf("-----BEGIN PRIVATE")).getBytes(StandardCharsets.US_ASCII))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("web", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate of web-ui cannot be read: " + e.getMessage(), e);
        }
    }

    /** Somebody who is signed in. */
    record Visit(HttpClient client, String cookie) implements AutoCloseable {
        private HttpRequest.Builder request(String path) {
            return ours(path).header("Cookie", cookie);
        }

        /** Gives an order; it has to be done. */
        void order(String method, String path, String body) throws IOException, InterruptedException {
            HttpResponse<String> answer = client.send(
                    request(path).header("If-Match", "*").method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Failure.unless(answer.statusCode() == 200, method + " " + path + " is done: " + answer.body());
        }

        /** The stream, a line each; it ends with this visit. */
        HttpResponse<Stream<String>> stream() throws IOException, InterruptedException {
            return client.send(request("/stream").GET().build(), HttpResponse.BodyHandlers.ofLines());
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
