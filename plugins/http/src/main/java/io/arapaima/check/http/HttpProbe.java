package io.arapaima.check.http;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/** One request and its answer after the other, until one is not as it should be. */
final class HttpProbe {
    private static final int MOST_PAGES = 16;

    private final Target target;
    private final Deadline deadline;
    private final HttpExchange exchange;

    HttpProbe(Target target, Deadline deadline, Scheme scheme) {
        this.target = target;
        this.deadline = deadline;
        this.exchange = new HttpExchange(target, deadline, scheme, Version.of(target.options()));
    }

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
                        last.metrics(), last.notice())
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
            pages.add(new Page(request(paths.get(i)), Expectation.of(target.options(), digest)));
        }
        return pages;
    }

    private Request request(String path) throws UndecidedException {
        var request = RequestOptions.read(target, exchange.scheme(), path);
        if (request.proxied() && exchange.version() == Version.TWO) {
            throw new IllegalArgumentException("path \"" + path
                    + "\" asks the server as a proxy, which is done in HTTP/1.1 alone; set version to 1");
        }
        return request;
    }

    private List<String> words(String option) {
        return Collections.list(new StringTokenizer(target.options().find(option).orElse(""))).stream()
                .map(String.class::cast).toList();
    }

    /** One page, and the pages to which it redirects; the expectation counts for the last of them. */
    private CheckResult ask(Page page) throws IOException, InterruptedException {
        int most = target.options().integer("redirects");
        Request request = page.request();
        Duration latency = Duration.ZERO;
        for (int followed = 0;; followed++) {
            HttpExchange.Reply reply = exchange.ask(request, page.expectation());
            latency = latency.plus(reply.passed().latency());
            Optional<Redirect> redirect = most == 0
                    ? Optional.empty()
                    : Redirect.of(request, exchange.scheme(), reply.answer());
            if (redirect.isEmpty()) {
                return judge(reply, latency, page);
            }
            Optional<Request> next = redirect.get().next(request);
            if (next.isEmpty()) {
                return failed(page, new Failed(Reason.CONTENT, redirect.get().refused()));
            }
            if (followed == most) {
                return failed(page, new Failed(Reason.CONTENT,
                        "no end after " + most + " redirects: " + redirect.get() + " once more"));
            }
            request = next.get();
        }
    }

    private CheckResult judge(HttpExchange.Reply reply, Duration latency, Page page)
            throws IOException, InterruptedException {
        Answer answer = reply.answer();
        Optional<Failed> complaint = page.expectation().complaint(answer, deadline);
        return complaint.isPresent()
                ? failed(page, complaint.get())
                : new Passed(latency, reply.passed().text(), reply.passed().metrics(), reply.passed().notice());
    }

    /** Of several pages it is said which one. */
    private Failed failed(Page page, Failed failed) {
        return target.options().text("path").contains(" ")
                ? new Failed(failed.reason(), page.request().path() + ": " + failed.text())
                : failed;
    }
}
