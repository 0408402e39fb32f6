package io.arapaima.check.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

/** A real web server of our own on loopback: plain, and TLS with a long, a short and an expired certificate. */
final class Nginx implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    final int plain = freePort();
    final int tls = freePort();
    final int tlsExpiring = freePort();
    final int tlsExpired = freePort();
    final SelfSigned certificate;
    private final Process process;

    Nginx(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is missing; install the package nginx-light");
        }
        certificate = SelfSigned.make(directory, "good", "-1d", 400);
        SelfSigned expiring = SelfSigned.make(directory, "expiring", "-1d", 6);
        SelfSigned expired = SelfSigned.make(directory, "expired", "-10d", 5);
        Files.writeString(directory.resolve("users"), "hans:{PLAIN}gretel\n");
        Files.createDirectory(directory.resolve("www"));
        Files.writeString(directory.resolve("www/big"), "0123456789".repeat(200_000) + "the end");
        Files.writeString(directory.resolve("www/included.shtml"),
                "first <!--# echo var=\"host\" --> last\n".repeat(1000));
        Path conf = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/pid; error_log %1$s/error.log;
                events {}
                http {
                  access_log off; server_tokens off; client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d; listen [::1]:%2$d;
                    listen 127.0.0.1:%3$d ssl;
                    ssl_certificate %4$s; ssl_certificate_key %5$s;
                    root %1$s/www; ssi on; default_type text/html;
                    location = / { return 200 "It works\\n"; }
                    location = /told { return 200
                      "$request_method [$http_host] [$http_x_one] [$http_x_two] [$content_length] [$ssl_server_name]"; }
                    location = /away { return 302 http://127.0.0.1:%2$d/; }
                    location = /broken { return 503; }
                    location = /umlaut { return 200 "gr\u00fc\u00dfe"; }
                    location = /empty { return 204; }
                    location = /private { auth_basic x; auth_basic_user_file %1$s/users; try_files /big =404; }
                  }
                  server { listen 127.0.0.1:%6$d ssl; ssl_certificate %7$s; ssl_certificate_key %8$s; return 200; }
                  server { listen 127.0.0.1:%9$d ssl; ssl_certificate %10$s; ssl_certificate_key %11$s; return 200; }
                }
                """.formatted(directory, plain, tls, certificate.certificate(), certificate.key(), tlsExpiring,
                expiring.certificate(), expiring.key(), tlsExpired, expired.certificate(), expired.key()));
        process = new ProcessBuilder(PROGRAM.toString(), "-p", directory.toString(), "-c", conf.toString())
                .redirectErrorStream(true).redirectOutput(directory.resolve("output").toFile()).start();
        awaitListening(directory);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening(Path directory) throws IOException, InterruptedException {
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsExpired));
                return;
            } catch (IOException _) {
                Thread.sleep(20);
            }
        }
        process.destroyForcibly();
        throw new IOException("nginx did not start: " + Files.readString(directory.resolve("output")));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
