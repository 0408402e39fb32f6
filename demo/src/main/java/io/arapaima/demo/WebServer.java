package io.arapaima.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real server: says its name, streams a long answer on request, and has a load that the demo sets. */
final class WebServer implements AutoCloseable {
    static final int PORT = 18081;
    /** The real servers of etc/demo/lvs.cf. */
    static final Map<String, InetAddress> ADDRESSES = new TreeMap<>(Map.of("s1", InetAddress.ofLiteral("127.0.0.11"),
            "s2", InetAddress.ofLiteral("127.0.0.12"), "s3", InetAddress.ofLiteral("127.0.0.13")));
    /** Pieces of the long answer; one each {@link #PIECE_MILLIS} ms. */
    static final int PIECES = 30;
    private static final int PIECE_MILLIS = 100;

    private final String name;
    private final InetAddress address;
    private final Path load;
    private @Nullable HttpServer server;

    WebServer(String name, InetAddress address, Path loads) throws IOException {
        this.name = name;
        this.address = address;
        this.load = loads.resolve(address.getHostAddress());
        load("0.10");
        start();
    }

    String name() {
        return name;
    }

    void start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(address, PORT), 1024);
        started.createContext("/", this::answer);
        started.createContext("/long", this::answerSlowly);
        started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.start();
        server = started;
    }

    /** As a process that dies: connections break, the port is closed. */
    void kill() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    void load(String text) throws IOException {
        Files.writeString(load, text + "\n");
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = (name + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private void answerSlowly(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            for (int i = 0; i < PIECES; i++) {
                exchange.getResponseBody().write((name + "\n").getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                TimeUnit.MILLISECONDS.sleep(PIECE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
