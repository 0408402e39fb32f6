package io.arapaima.nanny;

import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many checks a second by the real process with the real plugin: connect, against listeners in this process, or http, against
 * a server that listens on all addresses. Prints the rate reached, CPU and memory of nanny, and nanny's own words about
 * lateness.
 *
 * <p>Runs in the folder nanny, beside the launcher. Arguments: checks a second, seconds, carrier threads, spinning probes
 * (of a second, bad plugin); for http also the plugin's jar and the server's port.
 */
final class EngineBenchmark {
    private static final int LISTENERS = 4;
    private static final long TICKS_PER_SECOND = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LongAdder wronglyDown = new LongAdder();
    private final Set<String> up = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<IpcConnection> link = new CompletableFuture<>();

    private record Load(int checks, int seconds, int carriers, int spinners, String check) {}

    private record Usage(long cpuTicks, long accepted, long atNanos) {}

    private EngineBenchmark() {}

    public static void main(String[] words) throws Exception {
        new EngineBenchmark().run(new Load(Integer.parseInt(words[0]), Integer.parseInt(words[1]),
                Integer.parseInt(words[2]), Integer.parseInt(words[3]), words.length > 4 ? "http" : "connect"),
                List.of(words).subList(4, words.length));
        System.exit(0);
    }

    private void run(Load load, List<String> jarAndPort) throws Exception {
        Path temp = Files.createTempDirectory("nanny-benchmark");
        Path plugins = Files.createDirectory(temp.resolve("plugins"));
        Files.copy(jarAndPort.isEmpty() ? PluginJars.connect() : Path.of(jarAndPort.getFirst()),
                plugins.resolve("check.jar"));
        PluginJars.make(plugins.resolve("spins.jar"), "spins",
                "while (true) { if (deadline.nanoTime() == 0) return null; }");
        int[] ports = new int[LISTENERS];
        for (int i = 0; i < LISTENERS; i++) {
            ports[i] = jarAndPort.isEmpty()
                    ? CountingListener.open(new LongAdder())
                    : Integer.parseInt(jarAndPort.getLast());
        }
        try (var _ = IpcServer.listen(temp.resolve("hub.sock"), this::hear)) {
            Process nanny = start(temp, plugins, load);
            link.get().send(new Message.CheckPlan(plan(load, ports)));
            while (up.size() < load.checks()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            // The compiler is done with the hot code after a few thousand probes.
            TimeUnit.SECONDS.sleep(5);
            Usage before = usage(nanny);
            TimeUnit.SECONDS.sleep(load.seconds());
            print(load, nanny, before, usage(nanny));
            link.get().close();
            nanny.waitFor();
        }
        System.out.println("  wrongly down: " + wronglyDown);
        System.out.println("  " + Files.readAllLines(temp.resolve("log")).getLast());
    }

    /** As the launcher does it, with its flags and its start-up cache; a later flag overrides. */
    private static Process start(Path temp, Path plugins, Load load) throws IOException {
        var nanny = new ProcessBuilder("../arapaima", "nanny", "--hub",
                temp.resolve("hub.sock").toString(), "--plugins", plugins.toString());
        nanny.environment().merge("ARAPAIMA_FLAGS", "-Djdk.virtualThreadScheduler.parallelism=" + load.carriers(),
                (given, ours) -> given + " " + ours);
        return nanny.redirectErrorStream(true).redirectOutput(temp.resolve("log").toFile()).start();
    }

    private void hear(IpcConnection connection) throws IOException {
        while (true) {
            switch (connection.receive()) {
                case Message.Offered _ -> link.complete(connection);
                case Message.VerdictChanged(var verdict) when verdict.state() == State.UP -> up.add(verdict.check());
                case Message.VerdictChanged(var verdict) when verdict.state() == State.DOWN ->
                    wronglyDown.add(verdict.check().startsWith("spinner") ? 0 : 1);
                case Message.TroubleReported trouble -> System.out.println("  " + trouble);
                case Message _ -> {
                    // Not measured.
                }
            }
        }
    }

    /** Each server has an address of its own: no address and port runs out of ephemeral ports in TIME_WAIT. */
    private static List<PlannedCheck> plan(Load load, int[] ports) {
        List<PlannedCheck> plan = new ArrayList<>();
        for (int i = 0; i < load.checks(); i++) {
            plan.add(check("s" + i, load.check(), "127.1." + i / 250 + "." + (1 + i % 250), ports[i % LISTENERS]));
        }
        for (int i = 0; i < load.spinners(); i++) {
            plan.add(check("spinner" + i, "spins", "127.0.0.1", 1 + i));
        }
        return plan;
    }

    private static PlannedCheck check(String id, String check, String address, int port) {
        return new PlannedCheck(id, check, new PlannedCheck.Target(address, port, "tcp", Map.of()),
                new PlannedCheck.Timing(SECOND, SECOND, SECOND),
                new PlannedCheck.Judging(OptionalInt.of(1), 1, SECOND));
    }

    /** {@return how many connections this machine has ever accepted} */
    private static long accepted() throws IOException {
        String numbers = Files.readAllLines(Path.of("/proc/net/snmp")).stream().filter(l -> l.matches("Tcp: [0-9].*"))
                .findFirst().orElseThrow();
        return Long.parseLong(List.of(numbers.split(" ", -1)).get(6));
    }

    private static Usage usage(Process nanny) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + nanny.pid() + "/stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return new Usage(Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)), accepted(),
                System.nanoTime());
    }

    private static void print(Load load, Process nanny, Usage from, Usage to) throws IOException {
        double seconds = (to.atNanos - from.atNanos) / 1e9;
        double probes = to.accepted - from.accepted;
        double cpuSeconds = (to.cpuTicks - from.cpuTicks) / (double) TICKS_PER_SECOND;
        String memory = Files.readAllLines(Path.of("/proc/" + nanny.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " ")).toList().toString();
        System.out.println(String.format(Locale.ROOT,
                "%d %s checks a second, %d carriers, %d spinners: reached %.0f/s, %.1f %% of a core, %.0f us CPU a check, %s",
                load.checks(), load.check(), load.carriers(), load.spinners(), probes / seconds,
                100 * cpuSeconds / seconds,
                1e6 * cpuSeconds / probes, memory));
    }
}
