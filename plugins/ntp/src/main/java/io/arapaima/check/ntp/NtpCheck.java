package io.arapaima.check.ntp;

import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.pf4j.Extension;

/** Asks a time server for the time, once, as a client of version 4. */
@Extension
public final class NtpCheck implements RoutedCheck {
    private static final int MOST_BYTES = 1024;
    /** What a server has against this director alone (RFC 5905, section 7.4). */
    private static final Map<String, String> US = Map.of("RATE",
            "is asked too often by this director; lengthen check_interval",
            "DENY", "gives this director no time; allow it", "RSTR", "gives this director no time; allow it");

    /** Creates the check; PF4J calls this. */
    public NtpCheck() {}

    @Override
    public String name() {
        return "ntp";
    }

    @Override
    public String sentence() {
        return "Passes when an NTP server is synchronised, near enough to a clock, and its time is right where wanted.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec
                        .of("max-stratum", OptionSpec.Type.INTEGER,
                                "How many servers may be between it and a clock, itself included.")
                        .withDefault("15").between(1, 15, ""),
                OptionSpec.of("max-offset", OptionSpec.Type.DURATION,
                        "Fails when its time differs by more from this director's, which must be right itself; not "
                                + "compared when unset.")
                        .between(1, 3_600_000, ""));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        long number = ThreadLocalRandom.current().nextLong();
        try (var socket = CheckDatagrams.connect(target, deadline, MOST_BYTES)) {
            byte[] request = NtpMessage.request(number);
            Duration sent = socket.elapsed();
            Instant start = Instant.now();
            byte[] answer = socket.ask(request, datagram -> NtpMessage.answers(datagram, number));
            Duration trip = socket.elapsed().minus(sent);
            NtpMessage message = NtpMessage.read(answer);
            Options options = target.options();
            judge(message, options.integer("max-stratum"));
            double offset = message.offset(start, trip);
            if (options.find("max-offset").isPresent()) {
                judge(offset, options.duration("max-offset"));
            }
            return new Passed(socket.elapsed(),
                    String.format(Locale.ROOT, "stratum %d, offset %.6f s", message.stratum(), offset),
                    List.of(new Metric("offset", offset, "s"), new Metric("stratum", message.stratum(), "")));
        }
    }

    private static void judge(NtpMessage message, int most) throws FailedException, UndecidedException {
        if (message.stratum() == 0 && US.containsKey(message.reference())) {
            throw new UndecidedException(
                    "the server " + US.get(message.reference()) + " (kiss of death " + message.reference()
                            + ")");
        }
        if (message.stratum() == 0) {
            throw failed("a time", "the kiss of death " + message.reference());
        }
        if (message.isUnsynchronised()) {
            throw failed("a synchronised server", "one that says it is not (leap indicator 3, stratum "
                    + message.stratum() + ")");
        }
        if (message.stratum() > most) {
            throw failed("stratum " + most + " or less", String.valueOf(message.stratum()));
        }
    }

    private static void judge(double offset, Duration most) throws FailedException {
        if (Math.abs(offset) * 1000 > most.toMillis()) {
            throw failed("an offset of at most " + most.toMillis() + " ms from this director's time",
                    String.format(Locale.ROOT, "%.3f s", offset));
        }
    }

    private static FailedException failed(String wanted, String came) {
        return new FailedException(Reason.CONTENT, "expected " + wanted + ", got " + came);
    }
}
