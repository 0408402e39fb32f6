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
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * One request and its answer after the other, until one is not as it should be.
 *
 * @param target whom to ask
 * @param deadline until when
 * @param scheme in what
 */
record HttpProbe(Target target, Deadline deadline, Scheme scheme) {
    private static final int MOST_PAGES = 16;

    /** One page: its request, and what its answer must look like. */
    private record Page(Request request, Expectation expectation) {}

    CheckResult run() throws IOException, InterruptedException {
        List<Page> pages;
        try {
            pages = pages();
        } catch (IllegalArgumentException e) {
            return new Inconclusive(String.valueOf(e.getMessage()));
        }
        CheckResult result = ask(pages.getFirst());
        Duration latency = Duration.ZERO;
        for (int i = 1; result instanceof Passed passed && i < pages.size(); i++) {
            latency = latency.plus(passed.latency());
            result = ask(pages.get(i));
        }
        return result instanceof Passed last && pages.size() > 1
                ? new Passed(latency.plus(last.latency()), pages.size() + " pages, the last one " + last.text(),
                        last.metrics())
                : result;
    }

    private List<Page> pages() throws UndecidedException {
        List<String> paths = words("path");
        List<String> digests = words("digest");
        if (paths.isEmpty() || paths.size() > MOST_PAGES) {
            throw new IllegalArgumentException(
                    "path has " + paths.size() + " parts between blanks; write 1 to " + MOST_PAGES);
        }
        if (!digests.isEmpty() && digests.size() != paths.size()) {
            throw new IllegalArgumentException("digest has " + digests.size() + " parts and path " + paths.size()
                    + "; write one for each, - for a page without");
        }
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            Optional<BodyDigest> digest = digests.isEmpty() || digests.get(i).equals("-")
                    ? Optional.empty()
                    : Optional.of(BodyDigest.of(digests.get(i)));
            pages.add(new Page(Request.of(target, scheme, paths.get(i)), Expectation.of(target.options(), digest)));
        }
        return pages;
    }

    private List<String> words(String option) {
        return Collections.list(new StringTokenizer(target.options().find(option).orElse(""))).stream()
                .map(String.class::cast).toList();
    }

    private CheckResult ask(Page page) throws IOException, InterruptedException {
        return switch (scheme) {
            case HTTP -> plain(page);
            case HTTPS -> secure(page);
        };
    }

    private CheckResult plain(Page page) throws IOException, InterruptedException {
        try (var connection = CheckSocket.connect(target, deadline)) {
            return judge(exchange(connection, page), page, connection.elapsed(), List.of());
        }
    }

    private CheckResult secure(Page page) throws IOException, InterruptedException {
        Optional<String> host = target.options().find("host").map(HttpProbe::withoutPort);
        CheckTls tls = CheckTls.of(target, host, "http/1.1");
        try (var connection = CheckSocket.connect(target, deadline)) {
            CheckTls.Session session = connection.startTls(tls);
            return judge(exchange(connection, page), page, connection.elapsed(), List.of(session.metric()));
        }
    }

    private static Answer exchange(CheckSocket connection, Page page) throws IOException {
        connection.send(page.request().text().getBytes(StandardCharsets.UTF_8));
        return new AnswerReader(connection.in(), page.expectation().limit()).read(page.request().head(),
                page.expectation().status()::contains);
    }

    private CheckResult judge(Answer answer, Page page, Duration latency, List<Metric> metrics)
            throws IOException, InterruptedException {
        Optional<Failed> complaint = page.expectation().complaint(answer, deadline);
        if (complaint.isEmpty()) {
            return new Passed(latency, answer.statusLine() + ", " + answer.bytes() + " bytes", metrics);
        }
        Failed failed = complaint.get();
        return target.options().text("path").contains(" ")
                ? new Failed(failed.reason(), page.request().path() + ": " + failed.text())
                : failed;
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[") && host.contains("]")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon >= 0 && colon == host.lastIndexOf(':') ? host.substring(0, colon) : host;
    }
}
