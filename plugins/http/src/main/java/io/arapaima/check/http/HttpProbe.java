package io.arapaima.check.http;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Metric;
import io.arapaima.check.Target;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * One request and its answer.
 *
 * @param target whom to ask
 * @param deadline until when
 * @param scheme in what
 */
record HttpProbe(Target target, Deadline deadline, Scheme scheme) {
    private static final double SECONDS_PER_DAY = ChronoUnit.DAYS.getDuration().toSeconds();

    CheckResult run() throws IOException {
        if (target.port() == 0) {
            return new Inconclusive("the service has no port to ask; set check_port");
        }
        try {
            return switch (scheme) {
                case HTTP -> plain();
                case HTTPS -> secure();
            };
        } catch (IllegalArgumentException e) {
            return new Inconclusive(String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            return new Inconclusive("TLS cannot be set up on this director: " + e.getMessage());
        }
    }

    private CheckResult plain() throws IOException {
        Request request = Request.of(target, scheme);
        Expectation expectation = Expectation.of(target.options());
        long start = System.nanoTime();
        try (DeadlineSocket socket = DeadlineSocket.connect(target, deadline)) {
            return judge(exchange(socket, request, expectation), expectation, start, List.of());
        }
    }

    private CheckResult secure() throws IOException, GeneralSecurityException {
        Request request = Request.of(target, scheme);
        Expectation expectation = Expectation.of(target.options());
        TlsClient tls = TlsClient.of(target);
        long start = System.nanoTime();
        // Only the socket below TLS is closed: a farewell could block, and nobody waits for it.
        try (DeadlineSocket socket = DeadlineSocket.connect(target, deadline)) {
            SSLSocket secured = tls.handshake(socket);
            double days = daysLeft(secured);
            Optional<CheckResult> tooOld = leastDays()
                    .filter(least -> days < least).map(least -> expiring(days, least));
            return tooOld.isPresent()
                    ? tooOld.get()
                    : judge(exchange(secured, request, expectation), expectation, start,
                            List.of(new Metric("cert-days", days, "d")));
        }
    }

    private static Answer exchange(Socket socket, Request request, Expectation expectation) throws IOException {
        socket.getOutputStream().write(request.text().getBytes(StandardCharsets.UTF_8));
        return new AnswerReader(socket.getInputStream(), expectation.maxBody()).read(request.head(),
                expectation.status()::contains);
    }

    private CheckResult judge(Answer answer, Expectation expectation, long start, List<Metric> metrics) {
        Duration latency = Duration.ofNanos(System.nanoTime() - start);
        return expectation.complaint(answer, deadline).orElseGet(() -> new Passed(latency,
                answer.statusLine() + ", " + answer.bytes() + " bytes", metrics));
    }

    /** Java accepts an expired certificate that is itself in ca-file; an operator who verifies does not. */
    private Optional<Integer> leastDays() {
        Optional<Integer> least = target.options().find("min-days").map(Integer::valueOf);
        return least.isEmpty() && target.options().isSet("verify") ? Optional.of(0) : least;
    }

    /** Of the server's own certificate: an authority's older one may be in the chain without harm. */
    private static double daysLeft(SSLSocket secured) throws IOException {
        var certificate = (X509Certificate) secured.getSession().getPeerCertificates()[0];
        Instant end = certificate.getNotAfter().toInstant();
        return Instant.now().until(end, ChronoUnit.SECONDS) / SECONDS_PER_DAY;
    }

    private static CheckResult expiring(double days, int least) {
        String when = days < 0 ? "expired " + rounded(-days) + " days ago" : "expires in " + rounded(days) + " days";
        return new Failed(Reason.TLS, "the certificate " + when + "; at least " + least + " are required");
    }

    private static String rounded(double days) {
        return String.format(Locale.ROOT, "%.1f", days);
    }
}
