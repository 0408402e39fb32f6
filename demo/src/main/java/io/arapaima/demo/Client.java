package io.arapaima.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A client that keeps requesting through the virtual service: one connection a request, every 10 ms. */
final class Client implements AutoCloseable {
    static final InetSocketAddress VIRTUAL = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.10"), 18080);
    private static final int PAUSE_MILLIS = 10;
    private static final int LIMIT_MILLIS = 10_000;
    private static final String LOST = "lost";

    private final List<String> answers = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("client").daemon().unstarted(this::run);
    private volatile boolean closing;

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closing) {
                String answer = once();
                synchronized (answers) {
                    answers.add(answer);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    private static String once() {
        try {
            return get("/").strip();
        } catch (IOException e) {
            return LOST;
        }
    }

    /** One request; the body of a good answer. */
    static String get(String path) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(VIRTUAL, LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int body = answer.indexOf("\r\n\r\n");
            if (!answer.startsWith("HTTP/1.1 200") || body < 0) {
                throw new IOException("no good answer: " + answer.lines().findFirst().orElse("(nothing)"));
            }
            return answer.substring(body + 4);
        }
    }

    /** How many requests there have been; a mark for {@link #since}. */
    int count() {
        synchronized (answers) {
            return answers.size();
        }
    }

    /** Who answered since a mark. */
    Tally since(int mark) {
        synchronized (answers) {
            Map<String, Integer> byServer = new TreeMap<>();
            answers.subList(mark, answers.size()).forEach(a -> byServer.merge(a, 1, Integer::sum));
            Integer lost = byServer.remove(LOST);
            return new Tally(byServer, lost == null ? 0 : lost);
        }
    }

    /** Waits for so many more requests, then says who answered them. */
    Tally next(int requests) throws InterruptedException {
        int mark = count();
        while (count() < mark + requests) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return since(mark);
    }

    /**
     * Who answered.
     *
     * @param byServer requests answered, by server
     * @param lost requests without a good answer
     */
    record Tally(Map<String, Integer> byServer, int lost) {
        int of(String server) {
            return byServer.getOrDefault(server, 0);
        }

        int answered() {
            return byServer.values().stream().mapToInt(n -> n).sum();
        }

        /** Share of the answers, 0 to 100. */
        long share(String server) {
            return answered() == 0 ? 0 : Math.round(100.0 * of(server) / answered());
        }

        @Override
        public String toString() {
            var text = new StringBuilder();
            byServer.forEach((server, n) -> text.append(server).append(' ').append(n).append(" (").append(share(server))
                    .append(" %), "));
            return text + "lost " + lost;
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
    }
}
