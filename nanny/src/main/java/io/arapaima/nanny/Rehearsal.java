package io.arapaima.nanny;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import io.arapaima.ipc.Verdict.State;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A hub that has an engine live through its worst hour in a few seconds: many servers come up, die at once and come back.
 * The launcher lets the JVM watch that, so that the start-up cache knows which code is needed then, and a new engine
 * compiles it before it is. Otherwise the first thousand failures are the slowest of all.
 */
final class Rehearsal implements Closeable {
    private static final int CHECKS = 300;
    private static final int ROUNDS = 3;
    private static final Duration INTERVAL = Duration.ofMillis(400);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final IpcServer server;
    private volatile boolean done;

    /** Listens for one engine, whose conversation it ends when all is done. */
    Rehearsal(Path socket) throws IOException {
        server = IpcServer.listen(socket, this::play);
    }

    /** {@return whether everything happened} */
    boolean done() {
        return done;
    }

    private void play(IpcConnection engine) throws IOException {
        Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(LIMIT.toNanos());
            engine.close();
        });
        List<String> offered = offered(engine);
        if (offered.isEmpty()) {
            return;
        }
        ServerSocket listener = open(0);
        int port = listener.getLocalPort();
        engine.send(new Message.CheckPlan(IntStream.range(0, CHECKS)
                .mapToObj(i -> check(offered.get(i % offered.size()), i, port)).toList()));
        int died = 0;
        for (int round = 0; round < ROUNDS; round++) {
            hearUntil(engine, State.UP);
            listener.close();
            died += hearUntil(engine, State.DOWN);
            listener = open(port);
        }
        listener.close();
        System.getLogger("nanny").log(System.Logger.Level.INFO, "rehearsal: servers have died {0} times",
                Integer.toString(died));
        done = true;
    }

    /** Of what the listener understands: one that only connects, and one that talks as nearly all others do. */
    private static List<String> offered(IpcConnection engine) throws IOException {
        while (true) {
            if (engine.receive() instanceof Message.Offered(CheckCatalogue catalogue)) {
                return Stream.of("connect", "http").filter(name -> catalogue.find(name).isPresent()).toList();
            }
        }
    }

    /** {@return how many} */
    private static int hearUntil(IpcConnection engine, State wanted) throws IOException {
        Set<String> there = new HashSet<>();
        while (there.size() < CHECKS) {
            if (engine.receive() instanceof Message.VerdictChanged(Verdict verdict) && verdict.state() == wanted) {
                there.add(verdict.check());
            }
        }
        return there.size();
    }

    /** The kernel completes connections that nobody accepts, as many as may wait. */
    private static ServerSocket open(int port) throws IOException {
        var listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 4 * CHECKS);
        Thread.ofVirtual().start(() -> accept(listener));
        return listener;
    }

    private static void accept(ServerSocket listener) {
        try (listener) {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> answer(client));
            }
        } catch (IOException _) {
            // Closed: the servers die.
        }
    }

    private static void answer(Socket client) {
        try (client; var request = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))) {
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            client.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8));
        } catch (IOException _) {
            // Only connected, and has gone.
        }
    }

    /** Each with a limit of its own, because one probe would do for equal ones. */
    private static PlannedCheck check(String name, int number, int port) {
        return new PlannedCheck("rehearsal/" + number + "@127.0.0.1:" + port, name,
                new PlannedCheck.Target("127.0.0.1", port, "tcp", Map.of()),
                new PlannedCheck.Timing(INTERVAL, INTERVAL, INTERVAL.plusMillis(number)),
                new PlannedCheck.Judging(OptionalInt.of(1), 1, INTERVAL));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
