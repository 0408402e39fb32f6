package io.arapaima.check.http;

import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A real web server of our own on loopback: plain, and TLS with a long, a short and an expired certificate. */
final class Nginx implements AutoCloseable {
    private static final Path PROGRAM = RealServer.program("/usr/sbin/nginx", "nginx-light");
    /** Forty kilobytes of header: in HTTP/2 more than one frame. */
    private static final String HUGE = IntStream.range(0, 10)
            .mapToObj(i -> "add_header X-Huge-" + i + " " + "x".repeat(4000) + ";").collect(Collectors.joining(" "));

    final int plain = RealServer.freePort();
    final int tls = RealServer.freePort();
    /** HTTP/2 alone, which a client must know. */
    final int plain2 = RealServer.freePort();
    /** HTTP/2 or HTTP/1.1, as the client wants it. */
    final int tls2 = RealServer.freePort();
    final int tlsExpiring = RealServer.freePort();
    final int tlsExpired = RealServer.freePort();
    final SelfSigned certificate;
    private final RealServer process;

    Nginx(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
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
                    listen 127.0.0.1:%3$d ssl; listen 127.0.0.1:%12$d http2; listen 127.0.0.1:%13$d ssl http2;
                    ssl_certificate %4$s; ssl_certificate_key %5$s;
                    root %1$s/www; ssi on; default_type text/html;
                    location = / { return 200 "It works\\n"; }
                    location = /told { return 200
                      "$request_method [$http_host] [$http_x_one] [$http_x_two] [$content_length] [$ssl_server_name]"; }
                    location = /away { return 302 http://127.0.0.1:%2$d/; }
                    location = /elsewhere { return 302 http://127.0.0.2:%2$d/; }
                    location = /port { return 302 http://127.0.0.1/; }
                    location = /secure { return 302 https://$http_host/; }
                    location = /odd { return 302 "/a b"; }
                    location = /loop { return 302 http://$http_host/loop; }
                    location = /moved { absolute_redirect off; return 301 ./x/../step?a=b#c; }
                    location = /step { absolute_redirect off; return 308 ?c=d; }
                    location = /found { absolute_redirect off; return 302 //$http_host/told; }
                    location = /see { absolute_redirect off; return 303 told; }
                    location = /again { absolute_redirect off; return 307 /told; }
                    location = /huge { %14$s return 200 "huge"; }
                    location = /broken { return 503; }
                    location = /umlaut { return 200 "gr\u00fc\u00dfe"; }
                    location = /health { return 200
                      '{"status":"UP","checks":[{"a/b":1.50,"m~n":null,"":"x"}],"ready":true}'; }
                    location = /empty { return 204; }
                    location = /private { auth_basic x; auth_basic_user_file %1$s/users; try_files /big =404; }
                  }
                  server { listen 127.0.0.1:%6$d ssl; ssl_certificate %7$s; ssl_certificate_key %8$s; return 200; }
                  server { listen 127.0.0.1:%9$d ssl; ssl_certificate %10$s; ssl_certificate_key %11$s; return 200; }
                }
                """.formatted(directory, plain, tls, certificate.certificate(), certificate.key(), tlsExpiring,
                expiring.certificate(), expiring.key(), tlsExpired, expired.certificate(), expired.key(), plain2, tls2,
                HUGE));
        process = RealServer.start(directory, PROGRAM.toString(), "-p", directory.toString(), "-c", conf.toString());
        process.awaitPort(tlsExpired);
    }

    @Override
    public void close() {
        process.close();
    }
}
