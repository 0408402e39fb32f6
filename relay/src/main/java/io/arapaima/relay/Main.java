package io.arapaima.relay;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
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
    private static final String USAGE = """
            usage: relay --socket PATH [--orphan-limit SECONDS]

              --socket PATH            Unix socket to be driven by; created with mode 0600
              --orphan-limit SECONDS   ends when nobody was on the socket for so long, 1 to 86400; default %d
              -V, --version            prints the version
              -h, --help               prints this

            Talk to it with socat - UNIX:PATH and the word help.
            """.formatted(ORPHAN_LIMIT.toSeconds());
    private static final int USAGE_ERROR = 2;
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
        var words = new ArrayDeque<>(List.of(args));
        Optional<Path> socket = Optional.empty();
        Duration orphanLimit = ORPHAN_LIMIT;
        while (!words.isEmpty()) {
            String option = words.remove();
            switch (option) {
                case "-h", "--help" -> {
                    out.print(USAGE);
                    return 0;
                }
                case "-V", "--version" -> {
                    out.println("relay " + version());
                    return 0;
                }
                case "--socket" -> socket = Optional.ofNullable(words.poll()).map(Path::of);
                case "--orphan-limit" -> {
                    String value = Optional.ofNullable(words.poll()).orElse("");
                    long seconds = value.matches("\\d{1,5}") ? Long.parseLong(value) : 0;
                    if (seconds < 1 || seconds > MAX_ORPHAN_SECONDS) {
                        return misused(err,
                                "--orphan-limit is 1 to " + MAX_ORPHAN_SECONDS + " seconds, not \"" + value + "\"");
                    }
                    orphanLimit = Duration.ofSeconds(seconds);
                }
                default -> {
                    return misused(err, "there is no option \"" + option + "\"; see relay --help");
                }
            }
        }
        return socket.isPresent()
                ? serve(socket.get(), orphanLimit, err)
                : misused(err, "needs --socket PATH; see relay --help");
    }

    private static int misused(PrintStream err, String how) {
        err.println("relay: " + how);
        return USAGE_ERROR;
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

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("development");
    }
}
