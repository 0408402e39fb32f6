package io.arapaima.relay;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.IpvsadmRules;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The relay beside haproxy's TCP mode and beside no proxy at all, in one run on loopback; prints ratios, because absolute
 * figures belong to the machine. Clients and real servers share the machine's cores with the proxies, and take turns of
 * short rounds, so that other load hits all alike. Needs Debian's package haproxy; README.md has the command.
 */
final class RelayBenchmark {
    private static final int ROUNDS = 3;
    /** Three targets, two loads, three rounds and one to warm up: 29 s of load in all. */
    private static final Duration ROUND = Duration.ofMillis(1200);
    private static final int STREAMS = 8;
    private static final int VISITORS = 16;
    private static final int IDLE = 5_000;
    private static final int BLOCK = 64 * 1024;

    /** Where a load is sent. */
    private record Target(String name, InetSocketAddress bytes, InetSocketAddress hellos) {}

    /** One kind of load at one target for a while. */
    private interface Load {
        double perSecond(Target target) throws Exception;
    }

    private RelayBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("relay-benchmark");
        try (Backend bytes = new Backend("127.0.0.1", RelayBenchmark::pour);
                Backend hellos = Backend.echo("127.0.0.1");
                RelayProcess relay = RelayProcess.start(folder);
                RelayClient control = relay.connect()) {
            var direct = new Target("direct", bytes.address(), hellos.address());
            var viaRelay = new Target("relay", free(), free());
            var viaHaproxy = new Target("haproxy", free(), free());
            for (String rule : List.of("-A -t %s -s rr", "-a -t %s -r %s -m")) {
                control.apply(List.of(change(rule, viaRelay.bytes(), bytes), change(rule, viaRelay.hellos(), hellos)));
            }
            Process haproxy = haproxy(folder, viaHaproxy, bytes, hellos);
            try {
                List<Target> targets = List.of(direct, viaRelay, viaHaproxy);
                report("bytes, %d streams [MB/s]".formatted(STREAMS), measure(targets, RelayBenchmark::throughput));
                report("connect, 1 byte to and fro, close, %d visitors [1/s]".formatted(VISITORS),
                        measure(targets, RelayBenchmark::rate));
                memory(viaRelay, relay.process);
                memory(viaHaproxy, haproxy);
            } finally {
                haproxy.destroyForcibly().onExit().join();
            }
        }
    }

    private static Map<String, Double> measure(List<Target> targets, Load load) throws Exception {
        var sums = new LinkedHashMap<String, Double>();
        for (Target target : targets) {
            load.perSecond(target); // warms up what is compiled at run time; not counted
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Target target : targets) {
                sums.merge(target.name(), load.perSecond(target) / ROUNDS, Double::sum);
            }
        }
        return sums;
    }

    private static void report(String what, Map<String, Double> results) {
        System.out.println(what);
        double reference = results.getOrDefault("haproxy", 1.0);
        results.forEach((name, value) -> System.out
                .println(
                        String.format(Locale.ROOT, "  %-8s %10.0f   %.2f of haproxy", name, value, value / reference)));
    }

    private static double throughput(Target target) throws Exception {
        var moved = new LongAdder();
        return during(STREAMS, moved, end -> {
            try (Socket socket = new Socket(target.bytes().getAddress(), target.bytes().getPort())) {
                byte[] block = new byte[BLOCK];
                InputStream in = socket.getInputStream();
                while (System.nanoTime() < end) {
                    moved.add(in.read(block));
                }
            }
        }) / 1e6;
    }

    private static double rate(Target target) throws Exception {
        var done = new LongAdder();
        return during(VISITORS, done, end -> {
            while (System.nanoTime() < end) {
                try (Socket socket = new Socket(target.hellos().getAddress(), target.hellos().getPort())) {
                    socket.getOutputStream().write(7);
                    if (socket.getInputStream().read() != 7) {
                        throw new IOException(target.name() + " lost a byte");
                    }
                    done.increment();
                }
            }
        });
    }

    /** What one of the parallel workers does until the end. */
    private interface Work {
        void until(long endNanos) throws IOException;
    }

    private static double during(int workers, LongAdder count, Work work) throws InterruptedException {
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    work.until(start + ROUND.toNanos());
                } catch (IOException failed) {
                    System.err.println("a worker failed, the figure is too low: " + failed);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static void memory(Target target, Process process) throws Exception {
        long before = residentMegabytes(process);
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(new Socket(target.hellos().getAddress(), target.hellos().getPort()));
            }
            for (Socket socket : idle) {
                socket.getOutputStream().write(7);
                if (socket.getInputStream().read() != 7) {
                    throw new IOException(target.name() + " lost a byte");
                }
            }
            System.out.printf(Locale.ROOT, "%s: %d MB resident after the load, %d MB with %d idle connections%n",
                    target.name(),
                    before, residentMegabytes(process), IDLE);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static long residentMegabytes(Process process) throws IOException {
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1")) / 1024;
    }

    private static Process haproxy(Path folder, Target target, Backend bytes, Backend hellos) throws Exception {
        Path config = folder.resolve("haproxy.cfg");
        Files.writeString(config,
                """
                global
                  nbthread %d
                  maxconn 6000
                defaults
                  mode tcp
                  timeout connect 3s
                  timeout client 15m
                  timeout server 15m
                listen bytes
                  bind %s
                  server s1 %s
                listen hellos
                  bind %s
                  server s1 %s
                """.formatted(Math.min(4, Runtime.getRuntime().availableProcessors()), text(target.bytes()),
                        bytes.rule(),
                        text(target.hellos()), hellos.rule()));
        Process process;
        try {
            process = new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", config.toString()).inheritIO().start();
        } catch (IOException missing) {
            throw new IOException("the benchmark needs /usr/sbin/haproxy; install Debian's package haproxy", missing);
        }
        for (int i = 0; i < 100; i++) {
            try (Socket _ = new Socket(target.hellos().getAddress(), target.hellos().getPort())) {
                return process;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("haproxy did not start");
    }

    private static void pour(Socket client) throws IOException {
        byte[] block = new byte[BLOCK];
        while (true) {
            client.getOutputStream().write(block);
        }
    }

    private static Change change(String rule, InetSocketAddress vip, Backend backend) throws Exception {
        return IpvsadmRules.parse(rule.formatted(text(vip), backend.rule()));
    }

    private static InetSocketAddress free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.10"))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
