package io.arapaima.demo;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.Version;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code ./arapaima demo}: exit code 0 when every expectation held, 1 when one did not, 3 when it could not start. */
public final class Main {
    private Main() {}

    /**
     * Walks through the demo.
     *
     * @param words {@code --keep} stays up afterwards, {@code --json} prints one object a step
     */
    public static void main(String[] words) {
        var options = Set.of(words);
        if (options.contains("--version")) {
            System.out.println("demo " + Version.TEXT + " (Arapaima)");
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
            boolean good = walk(stage, json);
            if (!good) {
                System.err.println(Files.readString(stage.folder().resolve("log")));
            } else if (keep) {
                stayUp(stage);
            }
            Runtime.getRuntime().removeShutdownHook(hook);
            if (!json) {
                System.out.printf("%s in %d s%n", good ? "All expectations held" : "An expectation did not hold",
                        Duration.ofNanos(System.nanoTime() - start).toSeconds());
            }
            return good ? 0 : 1;
        } catch (IOException e) {
            System.err.println("demo: " + e.getMessage());
            return ErrorKind.ENVIRONMENT.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ErrorKind.ENVIRONMENT.exitCode();
        }
    }

    private static boolean walk(Stage stage, boolean json) throws InterruptedException {
        int number = 0;
        for (Walk.Step step : new Walk(stage).steps()) {
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
                System.out.printf("%d. %-22s %s  %s%n", number, step.name(), ok ? "ok  " : "FAIL", measured);
            }
            if (!ok) {
                return false;
            }
        }
        return true;
    }

    private static void stayUp(Stage stage) throws InterruptedException {
        System.out.printf("""
                The director stays up. In another terminal, in this folder:
                    export ARAPAIMA_RUN_DIR=%s/run
                    ./arapaima lvsctl status
                    ./arapaima lvsctl why s1
                    ./arapaima lvsctl events -f
                    ./arapaima lvsctl quiesce s1; ./arapaima lvsctl auto s1
                    ./arapaima lvsctl mail test
                    curl http://127.0.0.10:18080/
                    echo 4.00 >%s/loads/127.0.0.11
                    edit etc/demo/lvs.cf, then ./arapaima lvsctl reload
                Ctrl-C ends it.
                """, stage.folder(), stage.folder());
        Thread.sleep(Duration.ofDays(1));
    }
}
