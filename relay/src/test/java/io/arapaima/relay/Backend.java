package io.arapaima.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A real server on loopback: a virtual thread for each connection. */
final class Backend implements AutoCloseable {
    /** No test may hang: a blocked read of a socket hears no interrupt. */
    static final int READ_LIMIT_MILLIS = 60_000;
    /** Connections that the test itself holds, with {@link #holding}. */
    final BlockingQueue<Socket> held = new LinkedBlockingQueue<>();
    private final ServerSocket door;

    /** What the server does with one connection; it is closed afterwards. */
    interface Talk {
        void talk(Socket client) throws IOException;
    }

    Backend(String address, Talk talk) throws IOException {
        door = new ServerSocket(0, 4096, InetAddress.ofLiteral(address));
        Thread.ofVirtual().start(() -> acceptAll(talk));
    }

    /** Below those that the kernel gives to whoever asks for any, so that nobody gets it before the relay has it. */
    static int freePort(String address) throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_768);
            try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral(address))) {
                return port;
            } catch (BindException _) {
                // somebody uses it
            }
        }
    }

    /** Echoes until the client ends. */
    static Backend echo(String address) throws IOException {
        return new Backend(address, client -> client.getInputStream().transferTo(client.getOutputStream()));
    }

    /** Says its name and ends. */
    static Backend named(String address, String name) throws IOException {
        return new Backend(address, client -> client.getOutputStream().write(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Leaves each connection to the test. */
    static Backend holding(String address) throws IOException {
        var queue = new LinkedBlockingQueue<Backend>();
        var backend = new Backend(address, client -> {
            Backend self = queue.element();
            self.held.add(client);
            while (!client.isClosed() && !self.door.isClosed()) {
                pause();
            }
        });
        queue.add(backend);
        return backend;
    }

    Socket next() throws InterruptedException {
        Socket socket = held.poll(60, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("no connection arrived at " + door);
        }
        return socket;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) door.getLocalSocketAddress();
    }

    /** As a rule names it. */
    String rule() {
        String host = door.getInetAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + door.getLocalPort();
    }

    private void acceptAll(Talk talk) {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                client.setSoTimeout(READ_LIMIT_MILLIS);
                Thread.ofVirtual().start(() -> serve(talk, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Talk talk, Socket client) {
        try (client; OutputStream out = client.getOutputStream()) {
            talk.talk(client);
            out.flush();
        } catch (IOException endedByThePeer) {
            // Tests look at the other end.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : held) {
            socket.close();
        }
    }
}
