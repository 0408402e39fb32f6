package com.example.check;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckPrograms;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What docs/check-api.md shows, so that it compiles. */
final class ApiSamples {
    private ApiSamples() {}

    static List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("user", OptionSpec.Type.TEXT, "Who logs in; no login when unset."),
                OptionSpec.of("password", OptionSpec.Type.TEXT, "Of that user, or @/path/of/a/file."),
                OptionSpec.of("max-queue", OptionSpec.Type.INTEGER, "Longest queue.").between(0, 100_000, "mails")
                        .withDefault("500"),
                OptionSpec.of("max-lag", OptionSpec.Type.DURATION, "Longest lag.").between(10, 60_000, "ms")
                        .withDefault("1.5"),
                OptionSpec.of("read-only", OptionSpec.Type.BOOLEAN, "A server that takes no writes passes too.")
                        .withDefault("0"),
                OptionSpec.of("expect", OptionSpec.Type.REGEX, "Must be found in the answer."),
                OptionSpec.choice("mode", "How much is asked.", "short", "full"),
                OptionSpec.of("digest", OptionSpec.Type.TEXT, "MD5 of the queue's list.")
                        .withExample("5eb63bbbe01eeed093cb22bb8f5acdc3"),
                OptionSpec.of("state-file", OptionSpec.Type.PATH, "Where the state is written on the director."));
    }

    static List<OptionRule> rules() {
        return OptionRule.all(OptionRule.together("user", "password"),
                OptionRule.form("user", "[a-z]+", "must be small letters"),
                OptionRule.needs("max-lag", "mode", "full"),
                OptionRule.clash("mode", "max-queue", "full\\n0",
                        "a full look never finds an empty queue; set max_queue"),
                OptionRule.required("state-file", "there is no state file; set my_check_state_file"));
    }

    static void getters(Options options) throws IOException {
        Optional<String> user = options.find("user");
        Optional<String> password = options.secret("password");
        int queue = options.integer("max-queue");
        Duration lag = options.duration("max-lag");
        boolean readOnly = options.isSet("read-only");
        Optional<AnswerPattern> expected = AnswerPattern.of(options, "expect");
        String mode = options.text("mode");
        use(user, password, queue, lag, readOnly, expected, mode);
    }

    private static void use(Object... all) {
        assert all.length > 0;
    }

    static CheckResult passed(Duration took) {
        var load = Metric.load(0.75);
        var share = Metric.share(50);
        var drain = Metric.drain(true);
        var days = new Metric(Metric.CERT_DAYS, 12.5, "d");
        var own = new Metric("queue", 17, "mails");
        var notice = new Notice("certificate", "it expires in 12.5 days");
        return new Passed(took, "queue 17", List.of(load, share, drain, days, own), Optional.of(notice));
    }

    static CheckResult failed(String line) throws IOException {
        if (line.startsWith("ERR")) {
            return new Failed(Reason.CONTENT, "the server said " + Quoted.of(line));
        }
        if (line.isEmpty()) {
            throw new FailedException(Reason.PROTOCOL, "an empty line");
        }
        if (line.length() > 100) {
            throw UndecidedException.byAnswer("the answer is too long to be judged");
        }
        return new Inconclusive("the program /usr/bin/ask is not there; install it");
    }

    static void socket(Target target, Deadline deadline) throws IOException, InterruptedException {
        try (var server = CheckSocket.connect(target, deadline)) {
            server.send("STAT\r\n");
            String line = server.readLine(200);
            byte[] head = server.readBytes(16);
            server.skip(1_000_000);
            int next = server.in().read();
            Duration took = server.elapsed();
            use(line, head, next, took);
        }
        try (var server = CheckDatagrams.connect(target, deadline, 512)) {
            byte[] answer = server.ask(new byte[]{1, 2, 3}, data -> data.length > 0);
            use(answer);
        }
        Process program = CheckPrograms.prepare(List.of("/usr/bin/ask", "now")).start();
        program.waitFor(deadline.millisLeft(), java.util.concurrent.TimeUnit.MILLISECONDS);
    }
}
