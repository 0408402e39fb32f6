package io.arapaima.check.http;

import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.Target;
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
 */
record HttpExchange(Target target, Deadline deadline, Scheme scheme) {
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
            Answer answer = answer(connection, request, expectation);
            return new Reply(answer, connection.elapsed(), List.of());
        }
    }

    private Reply secure(Request request, Expectation expectation) throws IOException {
        Optional<String> host = target.options().find("host").map(HttpExchange::withoutPort);
        CheckTls tls = CheckTls.of(target, host, "http/1.1");
        try (var connection = CheckSocket.connect(target, deadline)) {
            CheckTls.Session session = connection.startTls(tls);
            Answer answer = answer(connection, request, expectation);
            return new Reply(answer, connection.elapsed(), List.of(session.metric()));
        }
    }

    private static Answer answer(CheckSocket connection, Request request, Expectation expectation) throws IOException {
        connection.send(request.text().getBytes(StandardCharsets.UTF_8));
        return new AnswerReader(connection.in(), expectation.limit()).read(request.head(),
                expectation.status()::contains);
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[") && host.contains("]")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    }
}
