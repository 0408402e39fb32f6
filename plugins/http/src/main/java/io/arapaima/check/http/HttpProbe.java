package io.arapaima.check.http;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
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
 * One request and its answer.
 *
 * @param target whom to ask
 * @param deadline until when
 * @param scheme in what
 */
record HttpProbe(Target target, Deadline deadline, Scheme scheme) {
    CheckResult run() throws IOException, InterruptedException {
        Request request;
        Expectation expectation;
        try {
            request = Request.of(target, scheme);
            expectation = Expectation.of(target.options());
        } catch (IllegalArgumentException e) {
            return new Inconclusive(String.valueOf(e.getMessage()));
        }
        return switch (scheme) {
            case HTTP -> plain(request, expectation);
            case HTTPS -> secure(request, expectation);
        };
    }

    private CheckResult plain(Request request, Expectation expectation) throws IOException, InterruptedException {
        try (var connection = CheckSocket.connect(target, deadline)) {
            return judge(exchange(connection, request, expectation), expectation, connection.elapsed(), List.of());
        }
    }

    private CheckResult secure(Request request, Expectation expectation) throws IOException, InterruptedException {
        Optional<String> host = target.options().find("host").map(HttpProbe::withoutPort);
        CheckTls tls = CheckTls.of(target, host, "http/1.1");
        try (var connection = CheckSocket.connect(target, deadline)) {
            CheckTls.Session session = connection.startTls(tls);
            return judge(exchange(connection, request, expectation), expectation, connection.elapsed(),
                    List.of(session.metric()));
        }
    }

    private static Answer exchange(CheckSocket connection, Request request, Expectation expectation)
            throws IOException {
        connection.send(request.text().getBytes(StandardCharsets.UTF_8));
        return new AnswerReader(connection.in(), expectation.maxBody()).read(request.head(),
                expectation.status()::contains);
    }

    private CheckResult judge(Answer answer, Expectation expectation, Duration latency, List<Metric> metrics)
            throws IOException, InterruptedException {
        Optional<Failed> complaint = expectation.complaint(answer, deadline);
        return complaint.isPresent()
                ? complaint.get()
                : new Passed(latency, answer.statusLine() + ", " + answer.bytes() + " bytes", metrics);
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[") && host.contains("]")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    }
}
