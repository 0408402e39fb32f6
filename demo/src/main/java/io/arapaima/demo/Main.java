package io.arapaima.demo;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.Signals;
import io.arapaima.daemon.Version;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** {@code ./arapaima demo}: exit code 0 when every expectation held, 1 when one did not, 3 when it could not start. */
public final class Main {
    private static final String USAGE = """
            usage: ./arapaima demo [--keep] [--json]

              --keep   the director stays up afterwards, until Ctrl-C, also when an expectation did not hold
              --json   one JSON object a step

            Exit code 0 when every expectation held, 1 when one did not, 3 when the demo could not start.
            """;

    private Main() {}

    /**
     * Walks through the demo.
     *
     * @param words {@code --keep} stays up afterwards, {@code --json} prints one object a step, {@code --help} explains
     */
    public static void main(String[] words) {
        var options = Set.of(words);
        if (options.contains("--version")) {
            System.out.println("demo " + Version.TEXT + " (Arapaima)");
            return;
        }
        if (options.contains("--help") || options.contains("-h")) {
            System.out.print(USAGE);
            return;
        }
        List<String> unknown = options.stream().filter(o -> !Set.of("--keep", "--json").contains(o)).toList();
        if (!unknown.isEmpty()) {
            System.err.println("demo: unknown option " + unknown.getFirst() + "; there are --keep and --json");
            System.exit(2);
        }
        Path home = Path.of(System.getProperty("arapaima.launcher", "./arapaima")).toAbsolutePath()
                .resolveSibling(".").normalize();
        System.exit(run(home, options.contains("--keep"), options.contains("--json")));
    }

    private static int run(Path home, boolean keep, boolean json) {
        long start = System.nanoTime();
        try (Stage stage = Stage.open(home, true)) {
            var hook = new Thread(stage::close, "stop");
            Runtime.getRuntime().addShutdownHook(hook);
            Optional<String> failed = walk(new Walk(stage).steps(), json);
            if (!json) {
                System.out.printf("%s in %d s%n", result(failed),
                        Duration.ofNanos(System.nanoTime() - start).toSeconds());
            }
            if (keep) {
                stayUp(stage);
            } else if (failed.isPresent()) {
                System.err.println(Files.readString(stage.folder().resolve("log")));
            }
            Runtime.getRuntime().removeShutdownHook(hook);
            return failed.isPresent() ? 1 : 0;
        } catch (IOException e) {
            System.err.println("demo: " + e.getMessage());
            return ErrorKind.ENVIRONMENT.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ErrorKind.ENVIRONMENT.exitCode();
        }
    }

    private static String result(Optional<String> failed) {
        return failed.map(step -> "An expectation did not hold, in step \"" + step + "\",")
                .orElse("All expectations held");
    }

    /** {@return the step at which an expectation did not hold; those behind it are not taken} */
    static Optional<String> walk(List<Walk.Step> steps, boolean json) throws InterruptedException {
        int number = 0;
        for (Walk.Step step : steps) {
            number++;
            String measured;
            boolean ok = true;
            try {
                measured = step.action().run();
            } catch (Failure | IOException e) {
                ok = false;
                measured = String.valueOf(e.getMessage());
            }
            if (json) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("step", step.name());
                line.put("ok", ok);
                line.put("measured", measured);
                System.out.println(Json.write(line));
            } else {
                System.out.printf("%2d. %-22s %s  %s%n", number, step.name(), ok ? "ok  " : "FAIL", measured);
            }
            if (!ok) {
                return Optional.of(step.name());
            }
        }
        return Optional.empty();
    }

    /** Until the operator has seen enough; the exit code is that of the walk. */
    private static void stayUp(Stage stage) throws IOException, InterruptedException {
        var enough = new CountDownLatch(1);
        List.of("INT", "TERM").forEach(signal -> Signals.on("demo", signal, enough::countDown));
        System.out.printf("""
                The director stays up. In a browser, which will warn of a certificate that nobody has signed:
                    https://127.0.0.1:%d/       your one-time code: %s
                In another terminal, in this folder:
                    export ARAPAIMA_RUN_DIR=%s/run
                    ./arapaima lvsctl status
                    ./arapaima lvsctl why s1
                    ./arapaima lvsctl events -f
                    ./arapaima lvsctl quiesce s1; ./arapaima lvsctl auto s1
                    ./arapaima lvsctl mail test
                    curl http://127.0.0.10:18080/
                    echo 4.00 >%s/loads/127.0.0.11
                    edit etc/demo/lvs.cf, then ./arapaima lvsctl reload
                What its daemons say is in %s/log. Ctrl-C ends it.
                """, WebConsole.ADDRESS.getPort(), stage.web().code(), stage.folder(), stage.folder(), stage.folder());
        enough.await();
    }
}
