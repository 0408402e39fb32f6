package io.arapaima.check;

import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.pf4j.Extension;

/**
 * Deliberately bad checks, one for each thing that the contract suite must see. All want the server to greet with
 * "220"; all would look well in a quick trial against a healthy server.
 */
final class BadChecks {
    private static final Passed PASSED = new Passed(Duration.ZERO, "greeted");
    private static final int LINE = 100;
    /** Out of reach of the collector, which would close what it finds. */
    private static final Queue<Object> LEAKED = new ConcurrentLinkedQueue<>();

    private BadChecks() {}

    /** A check without name and options of its own. */
    @FunctionalInterface
    interface Bad extends Check {
        @Override
        default String name() {
            return "bad";
        }

        @Override
        default String sentence() {
            return "Passes when the server greets with 220.";
        }

        @Override
        default List<OptionSpec> options() {
            return List.of();
        }
    }

    private static CheckResult judged(String line) {
        return line.startsWith("220") ? PASSED : new Failed(Reason.CONTENT, "the greeting is " + line);
    }

    /** Nothing is wrong with this one. */
    static CheckResult good(Target target, Deadline deadline) throws IOException {
        try (var server = CheckSocket.connect(target, deadline)) {
            return judged(server.readLine(LINE));
        }
    }

    static CheckResult neverPasses(Target target, Deadline deadline) throws IOException {
        return good(target, deadline) instanceof Failed failed ? failed : new Failed(Reason.CONTENT, "no good");
    }

    static CheckResult passesWhateverTheNetworkSays(Target target, Deadline deadline) {
        try {
            return good(target, deadline);
        } catch (IOException _) {
            return PASSED;
        }
    }

    /** No time-out at all. */
    static CheckResult ignoresTheDeadline(Target target, Deadline deadline) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(target.socketAddress(), deadline.millisLeft());
            int first = socket.getInputStream().read();
            return judged(first == '2' ? "220" : "");
        }
    }

    /** Later than a busy machine makes anybody. */
    static CheckResult addsASecond(Target target, Deadline deadline) throws IOException {
        return good(target, Deadline.in(deadline.left().plusSeconds(1)));
    }

    /** The classic: the socket's time-out is set once, and starts anew with each byte. */
    static CheckResult countsEachReadAnew(Target target, Deadline deadline) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(target.socketAddress(), target.connectTimeout().toMillisPart());
            socket.setSoTimeout(deadline.millisLeft());
            var line = new StringBuilder();
            for (int next = socket.getInputStream().read(); next > '\n'; next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return judged(line.toString());
        }
    }

    static CheckResult passesOnAnything(Target target, Deadline deadline) throws IOException {
        try (var server = CheckSocket.connect(target, deadline)) {
            return server.in().read() < 0 ? new Failed(Reason.CLOSED, "closed") : PASSED;
        }
    }

    static CheckResult keepsTheFlood(Target target, Deadline deadline) throws IOException {
        try (var server = CheckSocket.connect(target, deadline)) {
            return judged(new String(server.in().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    static CheckResult takesTheEndForAnAnswer(Target target, Deadline deadline) throws IOException {
        try (var server = CheckSocket.connect(target, deadline)) {
            return judged(server.in().read() == '2' ? "220" : "");
        }
    }

    static CheckResult blamesTheDirector(Target target, Deadline deadline) {
        try {
            return good(target, deadline);
        } catch (IOException e) {
            return new CheckResult.Inconclusive(e.toString());
        }
    }

    /** Knows the deadline, but not the connect time-out. */
    static CheckResult spendsAllOnConnecting(Target target, Deadline deadline) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(target.socketAddress(), deadline.millisLeft());
            return PASSED;
        }
    }

    static CheckResult swallowsTheInterrupt(Target target, Deadline deadline) throws IOException {
        while (!deadline.passed()) {
            try {
                Thread.sleep(deadline.left());
            } catch (InterruptedException _) {
                // goes on as if nothing had happened
            }
        }
        return good(target, deadline);
    }

    static CheckResult takesTheInterruptForAFailure(Target target, Deadline deadline) throws IOException {
        try {
            Thread.sleep(deadline.left());
        } catch (InterruptedException _) {
            return new Failed(Reason.TIMEOUT, "interrupted");
        }
        return good(target, deadline);
    }

    static CheckResult leaksASocket(Target target, Deadline deadline) throws IOException {
        var connection = CheckSocket.connect(target, deadline);
        LEAKED.add(connection);
        return judged(connection.readLine(LINE));
    }

    static CheckResult leaksAFile(Target target, Deadline deadline) throws IOException {
        LEAKED.add(new FileInputStream("/etc/hostname"));
        return good(target, deadline);
    }

    static CheckResult leaksAThread(Target target, Deadline deadline) throws IOException {
        Thread.ofPlatform().daemon().name("leaked").start(BadChecks::linger);
        return good(target, deadline);
    }

    static CheckResult leaksAVirtualThread(Target target, Deadline deadline) throws IOException {
        Thread.ofVirtual().name("leaked").start(BadChecks::linger);
        return good(target, deadline);
    }

    /** An orphan even: its parent ends at once. */
    static CheckResult leaksAProgram(Target target, Deadline deadline) throws IOException {
        new ProcessBuilder("/bin/sh", "-c", "sleep 5 <&- >&- 2>&- &").start();
        return good(target, deadline);
    }

    /** Longer than the suite waits for what has been left behind. */
    private static void linger() {
        try {
            Thread.sleep(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static CheckResult throwsARuntimeException(Target target, Deadline deadline) throws IOException {
        throw new IllegalStateException("defect " + good(target, deadline));
    }

    static CheckResult claimsATimeBeforeTheFirstPacket(Target target, Deadline deadline) throws IOException {
        return good(target, deadline) instanceof Passed ? new Passed(Duration.ofSeconds(-1), "") : PASSED;
    }

    /** Remembers the last target in a field that it should not have. */
    static final class HasAField implements Bad {
        private Target last = new Target(InetAddress.getLoopbackAddress(), 1, Target.Transport.TCP,
                Duration.ZERO,
                Options.of(List.of(), Map.of()));

        @Override
        public CheckResult probe(Target target, Deadline deadline) throws IOException {
            last = target;
            return good(last, deadline);
        }
    }

    /** The same where no field looks like it. */
    static final class HidesAField implements Bad {
        private final AtomicReference<Target> last = new AtomicReference<>();

        @Override
        public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
            last.set(target);
            Thread.sleep(50);
            return good(last.get(), deadline);
        }
    }

    /** Everything about its names and options is wrong, and PF4J cannot make it. */
    @Extension
    static final class Unsightly implements Check {
        @Override
        public String name() {
            return "Bad_Check";
        }

        @Override
        public String sentence() {
            return "checks";
        }

        @Override
        public List<OptionSpec> options() {
            return List.of(OptionSpec.of("path", OptionSpec.Type.TEXT, "A path."),
                    OptionSpec.of("path", OptionSpec.Type.TEXT, "A path."),
                    OptionSpec.of("status", OptionSpec.Type.INTEGER, "A status.").between(100, 599, "")
                            .withDefault("20"),
                    OptionSpec.of("limit", OptionSpec.Type.INTEGER, "A limit.").between(2, 1, "").withExample("none"),
                    OptionSpec.choice("method", "A method.", "GET").withDefault("POST"),
                    new OptionSpec("kind", OptionSpec.Type.CHOICE, "", Optional.empty(),
                            OptionalLong.empty(), OptionalLong.empty(), List.of(), "A kind."));
        }

        @Override
        public CheckResult probe(Target target, Deadline deadline) {
            return PASSED;
        }
    }
}
