package io.arapaima.nanny;

import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.PluginCheck;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.nanny.plugin.PluginLoader;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A plugin that is replaced again and again, in the real process, while its checks and those of the real connect plugin
 * run; then everything that a swap could leave behind is counted, before and after.
 *
 * <p>Arguments: swaps, checks a second of each of the two plugins.
 */
final class SwapBenchmark {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** A busy machine is no subject here. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What is made once: the first threads, classes and buffers. */
    private static final int WARM_UP = 10;
    private static final String BODY = """
            try (var socket = CheckSocket.connect(target, deadline)) { return pass("NUMBER"); }""";

    private final Path temp;
    private final Path plugins;
    private final Path jar;
    private final Set<String> up = ConcurrentHashMap.newKeySet();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder down = new LongAdder();
    private final CompletableFuture<IpcConnection> link = new CompletableFuture<>();
    private final BlockingQueue<Message.Plugins> answers = new LinkedBlockingQueue<>();
    private long asked;

    /**
     * What a process holds.
     *
     * @param loaders class loaders of plugins that are on the heap after a collection
     * @param heapBytes what is on the heap then
     * @param threads of the operating system
     * @param files open ones, sockets included
     * @param copies private copies of plugins on the disk
     */
    record Holdings(long loaders, long heapBytes, long threads, long files, long copies) {}

    /** What came of it. */
    public record Outcome(Holdings before, Holdings after, long probes, long wronglyDown, Duration time) {}

    private SwapBenchmark(Path temp) {
        this.temp = temp;
        this.plugins = temp.resolve("plugins");
        this.jar = plugins.resolve("swapped.jar");
    }

    public static void main(String[] words) throws Exception {
        Outcome outcome = run(Files.createTempDirectory("nanny-swap"), Integer.parseInt(words[0]),
                Integer.parseInt(words[1]));
        System.out.println(words[0] + " swaps in " + outcome.time().toMillis() / 1e3 + " s, " + outcome.probes()
                + " probes meanwhile, wrongly down: " + outcome.wronglyDown());
        System.out.println("before " + outcome.before());
        System.out.println("after  " + outcome.after());
        System.exit(0);
    }

    static Outcome run(Path temp, int swaps, int checks) throws Exception {
        return new SwapBenchmark(temp).run(swaps, checks);
    }

    private Outcome run(int swaps, int checks) throws Exception {
        Files.createDirectory(plugins);
        Files.copy(PluginJars.connect(), plugins.resolve("connect.jar"));
        List<Path> versions = List.of(version(0), version(1));
        Files.copy(versions.getFirst(), jar);
        int port = CountingListener.open(accepted);
        try (var _ = IpcServer.listen(temp.resolve("hub.sock"), this::hear)) {
            Process nanny = start();
            try {
                link.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).send(new Message.CheckPlan(plan(checks, port)));
                while (up.size() < 2 * checks) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                swap(WARM_UP, versions);
                Holdings before = holdings(nanny);
                long probesBefore = accepted.sum();
                long start = System.nanoTime();
                swap(swaps, versions);
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                long probes = accepted.sum() - probesBefore;
                return new Outcome(before, holdings(nanny), probes, down.sum(), time);
            } finally {
                nanny.destroyForcibly().waitFor();
            }
        }
    }

    private Path version(int number) throws IOException {
        return PluginJars.make(temp.resolve("version-" + number + ".jar"), "swapped",
                BODY.replace("NUMBER", Integer.toString(number)));
    }

    private void swap(int times, List<Path> versions) throws Exception {
        for (int i = 0; i < times; i++) {
            PluginCheck was = swapped(/* look= */ false);
            Path half = jar.resolveSibling("half");
            Files.copy(versions.get(i % 2), half);
            Files.move(half, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PluginCheck is = swapped(/* look= */ true);
            if (is.state() != PluginCheck.State.IN_USE || !is.since().isAfter(was.since())) {
                throw new IllegalStateException("swap " + i + " did not take place: " + was + ", then " + is);
            }
        }
    }

    private PluginCheck swapped(boolean look) throws Exception {
        link.get().send(new Message.PluginsQuery(++asked, look));
        Message.Plugins answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null || answer.id() != asked) {
            throw new IllegalStateException("asked for " + asked + ", answered " + answer);
        }
        return answer.checks().stream().filter(check -> check.file().equals(jar.toString())).findFirst().orElseThrow();
    }

    /** Probes of replaced versions have ended, and what only they held is collected. */
    private Holdings holdings(Process nanny) throws Exception {
        TimeUnit.SECONDS.sleep(3);
        // What is freed by the finalizers of one collection is gone after the next.
        jcmd(nanny, "GC.run");
        jcmd(nanny, "GC.run");
        List<String> histogram = jcmd(nanny, "GC.class_histogram");
        long loaders = histogram.stream().filter(line -> line.endsWith(" " + PluginLoader.class.getName()))
                .mapToLong(line -> column(line, 1)).sum();
        Path proc = Path.of("/proc/" + nanny.pid());
        long threads = fewest(() -> Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("Threads:")).mapToLong(line -> column(line, 1)).sum());
        long files = fewest(() -> count(proc.resolve("fd")));
        return new Holdings(loaders, column(histogram.getLast(), 2), threads, files,
                count(temp.resolve("plugins-in-use")));
    }

    /** Probes are under way, more of them on a busy machine; what was left behind is there at every moment. */
    private static long fewest(Callable<Long> count) throws Exception {
        long fewest = count.call();
        for (int i = 0; i < 20; i++) {
            TimeUnit.MILLISECONDS.sleep(37);
            fewest = Math.min(fewest, count.call());
        }
        return fewest;
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static long column(String line, int number) {
        return Long.parseLong(List.of(line.strip().split("\\s+", -1)).get(number));
    }

    private static List<String> jcmd(Process nanny, String command) throws Exception {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(nanny.pid()), command).start();
        try (var out = jcmd.inputReader()) {
            return out.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(JvmFlags.of("nanny"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "--hub",
                temp.resolve("hub.sock").toString(), "--plugins", plugins.toString(), "--state-dir",
                temp.resolve("state").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(temp.resolve("log").toFile()).start();
    }

    private void hear(IpcConnection connection) throws IOException {
        while (true) {
            switch (connection.receive()) {
                case Message.Offered _ -> link.complete(connection);
                case Message.Plugins plugins -> answers.add(plugins);
                case Message.VerdictChanged(var verdict) when verdict.state() == State.UP -> up.add(verdict.check());
                case Message.VerdictChanged(var verdict) when verdict.state() == State.DOWN -> down.increment();
                case Message.TroubleReported trouble -> System.out.println("  " + trouble);
                case Message _ -> {
                    // Not measured.
                }
            }
        }
    }

    private static List<PlannedCheck> plan(int checks, int port) {
        List<PlannedCheck> plan = new ArrayList<>();
        for (int i = 0; i < checks; i++) {
            for (String check : List.of("connect", "swapped")) {
                plan.add(new PlannedCheck(check + i, check,
                        new PlannedCheck.Target("127.1." + i / 250 + "." + (1 + i % 250), port, "tcp", Map.of()),
                        new PlannedCheck.Timing(SECOND, LIMIT, LIMIT),
                        new PlannedCheck.Judging(OptionalInt.of(1), 1, SECOND)));
            }
        }
        return plan;
    }
}
