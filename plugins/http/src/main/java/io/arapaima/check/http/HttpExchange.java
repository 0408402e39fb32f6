package io.arapaima.check.http;

import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckSession.Encryption;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionText;
import io.arapaima.check.Target;
import io.arapaima.http2.Http2Answer;
import io.arapaima.http2.Http2Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
     * @param passed what it is when the answer is as it should be, with what the certificate adds
     */
    record Reply(Answer answer, Passed passed) {}

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
            return new Reply(answer, new Passed(connection.elapsed(), answer.summary()));
        }
    }

    private Reply secure(Request request, Expectation expectation) throws IOException {
        Optional<String> host = target.options().find("host").map(HttpExchange::withoutPort);
        // What is asked of a proxy is asked in HTTP/1.1.
        Version offered = request.proxied() ? Version.ONE : version;
        CheckTls tls = CheckTls.of(target, host, offered.protocols());
        try (var session = CheckSession.open(target, deadline, Encryption.NONE, tls)) {
            CheckTls.Session agreed = offered == Version.TWO
                    ? session.startTls(Http2Exchange::startTls)
                    : session.startTls();
            CheckSocket connection = session.connection();
            Answer answer = agreed.application().equals(Http2Exchange.PROTOCOL)
                    ? second(connection, request, expectation)
                    : first(connection, request, expectation);
            return new Reply(answer, session.passed(answer.summary()));
        }
    }

    private static Answer first(CheckSocket connection, Request request, Expectation expectation) throws IOException {
        connection.send(OptionText.bytes(request.text()));
        return new AnswerReader(connection.in(), expectation.limit(), expectation.reads()).read(request.head(),
                expectation.status()::contains);
    }

    private Answer second(CheckSocket connection, Request request, Expectation expectation) throws IOException {
        Http2Answer answer = Http2Exchange.ask(connection, request.http2(scheme), expectation.limit(),
                (status, sized) -> (sized || expectation.reads()) && expectation.status().contains(status));
        return new Answer(answer.status(), "HTTP/2 " + answer.status(), answer.field("location"),
                answer.field("content-type").orElse(""),
                StandardCharsets.ISO_8859_1.decode(answer.body()).toString(),
                request.head() || answer.status() == 204 || expectation.reads()
                        || answer.field("content-length").isPresent(),
                answer.field("content-encoding").filter(coding -> !coding.equalsIgnoreCase("identity")).orElse(""));
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[") && host.contains("]")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    }
}
