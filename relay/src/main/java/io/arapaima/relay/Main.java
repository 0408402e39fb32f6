package io.arapaima.relay;

import com.sun.management.UnixOperatingSystemMXBean;
import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.ProgramOptions.ExitCode;
import io.arapaima.daemon.ProgramOptions.Option;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The relay as a program. Exit codes: 0 ended by {@code quit}, by its orphan limit, by SIGTERM or SIGINT, 2 wrong usage, 3 the machine does not
 * let it start.
 */
public final class Main {
    /** Several restarts of lvs-manager with its back-off fit in, and an end-to-end test's left-overs do not stay. */
    static final Duration ORPHAN_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_LIMIT = Duration.ofSeconds(2);
    private static final ProgramOptions OPTIONS = new ProgramOptions("relay", "relay",
            "A data plane in user space: forwards TCP connections as lvs-manager says, which starts it. Talk to it with "
                    + "socat - UNIX:PATH and the word help.",
            List.of("--socket=PATH [--orphan-limit=SECONDS]"),
            List.of(Option.value("--socket", "PATH", "Unix socket to be driven by; created with mode 0600."),
                    Option.value("--orphan-limit", "SECONDS",
                            "Ends when nobody was on the socket for so long, 1 to 86400; "
                                    + "default: " + ORPHAN_LIMIT.toSeconds())),
            List.of(new ExitCode(0, "ended by the word quit, the orphan limit, SIGTERM or SIGINT"),
                    new ExitCode(ProgramOptions.WRONG_USAGE, "wrong usage"),
                    new ExitCode(3, "the machine does not let it start")));
    private static final int ENVIRONMENT_ERROR = 3;
    private static final long MAX_ORPHAN_SECONDS = 86_400;

    private Main() {}

    /**
     * Runs until told to end.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        int code = run(args, System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        Path socket;
        Duration limit;
        try {
            ProgramOptions.Given given = OPTIONS.read(List.of(args));
            OptionalInt answered = OPTIONS.answer(given, out);
            if (answered.isPresent()) {
                return answered.getAsInt();
            }
            limit = given.last("--orphan-limit").map(Main::limit).orElse(ORPHAN_LIMIT);
            socket = given.last("--socket").map(Path::of)
                    .orElseThrow(() -> new IllegalArgumentException("--socket=PATH is missing"));
        } catch (IllegalArgumentException e) {
            return OPTIONS.refuse(e, err);
        }
        return serve(socket, limit, err);
    }

    private static Duration limit(String value) {
        long seconds = value.matches("\\d{1,5}") ? Long.parseLong(value) : 0;
        if (seconds < 1 || seconds > MAX_ORPHAN_SECONDS) {
            throw new IllegalArgumentException("bad argument --orphan-limit=" + value + ": it is 1 to "
                    + MAX_ORPHAN_SECONDS + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static int serve(Path socket, Duration orphanLimit, PrintStream err) {
        var ended = new CompletableFuture<Integer>();
        int code = ENVIRONMENT_ERROR;
        // The name in a socket's address may not depend on a later change of directory.
        try (var control = new ControlServer(socket.toAbsolutePath(), System::nanoTime);
                var relay = new Relay(Limits.of(openFiles()), System::nanoTime)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(control, ended), "end"));
            control.serve(relay, orphanLimit);
            code = 0;
        } catch (IOException failure) {
            err.println("relay: " + failure.getMessage());
        } finally {
            ended.complete(code);
        }
        return code;
    }

    /** A signal to end is no failure, but Java says 143 or 130; a relay that does not end when it is told to has failed. */
    private static void end(ControlServer control, CompletableFuture<Integer> ended) {
        if (ended.isDone()) {
            return;
        }
        control.end();
        Runtime.getRuntime()
                .halt(ended.completeOnTimeout(ENVIRONMENT_ERROR, END_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join());
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 2L * Limits.MAX_CONNECTIONS;
    }
}
