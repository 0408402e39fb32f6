package io.arapaima.check.http;

import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.Target;
import io.arapaima.http2.Http2Answer;
import io.arapaima.http2.Http2Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One request and its answer, on a connection of its own: always to the real server, whatever the request names.
 *
 * @param target whom to ask
 * @param deadline until when
 * @param scheme in what
 * @param version in which HTTP
 */
record HttpExchange(Target target, Deadline deadline, Scheme scheme, Version version) {
    /**
     * What one exchange brought home.
     *
     * @param answer what the server said
     * @param latency from the first packet to the end of the answer
     * @param metrics of the certificate, where there is one
     */
    record Reply(Answer answer, Duration latency, List<Metric> metrics) {}

    Reply ask(Request request, Expectation expectation) throws IOException {
        return switch (scheme) {
            case HTTP -> plain(request, expectation);
            case HTTPS -> secure(request, expectation);
        };
    }

    private Reply plain(Request request, Expectation expectation) throws IOException {
        try (var connection = CheckSocket.connect(target, deadline)) {
            Answer answer = version == Version.TWO
                    ? second(connection, request, expectation)
                    : first(connection, request, expectation);
            return new Reply(answer, connection.elapsed(), List.of());
        }
    }

    private Reply secure(Request request, Expectation expectation) throws IOException {
        Optional<String> host = target.options().find("host").map(HttpExchange::withoutPort);
        // What is asked of a proxy is asked in HTTP/1.1.
        Version offered = request.proxied() ? Version.ONE : version;
        CheckTls tls = CheckTls.of(target, host, offered.protocols());
        try (var connection = CheckSocket.connect(target, deadline)) {
            CheckTls.Session session = offered == Version.TWO
                    ? Http2Exchange.startTls(connection, tls)
                    : connection.startTls(tls);
            Answer answer = session.application().equals(Http2Exchange.PROTOCOL)
                    ? second(connection, request, expectation)
                    : first(connection, request, expectation);
            return new Reply(answer, connection.elapsed(), List.of(session.metric()));
        }
    }

    private static Answer first(CheckSocket connection, Request request, Expectation expectation) throws IOException {
        connection.send(request.text().getBytes(StandardCharsets.UTF_8));
        return new AnswerReader(connection.in(), expectation.limit()).read(request.head(),
                expectation.status()::contains);
    }

    private Answer second(CheckSocket connection, Request request, Expectation expectation) throws IOException {
        Http2Answer answer = Http2Exchange.ask(connection, request.http2(scheme), expectation.limit(),
                expectation.status()::contains);
        return new Answer(answer.status(), "HTTP/2 " + answer.status(), answer.field("location"),
                StandardCharsets.ISO_8859_1.decode(answer.body()).toString());
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[") && host.contains("]")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    }
}
