package io.arapaima.pulse.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Asks a partner of this suite, on its life line, whether it has the role; for a director that cannot understand its beats because
 * it speaks Piranha's words itself. Asked about once a second while the partner is heard; the answer counts until the next one.
 */
final class RoleQuestion {
    private static final int CONNECT_MILLIS = 300;
    private static final int HELLO_MILLIS = 1000;
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final InetAddress own;
    private final InetAddress partner;
    private final int port;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Optional<Boolean> answer = Optional.empty();
    private volatile long askedAt = System.nanoTime() - EVERY_NANOS;

    RoleQuestion(InetAddress own, InetAddress partner, int port) {
        this.own = own;
        this.partner = partner;
        this.port = port;
    }

    /** The last answer, empty while there is none; never waits. */
    Optional<Boolean> active() {
        if (System.nanoTime() - askedAt >= EVERY_NANOS && asking.compareAndSet(false, true)) {
            Thread.ofPlatform().name("role-question").daemon().start(this::ask);
        }
        return answer;
    }

    private void ask() {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(own, 0));
            socket.connect(new InetSocketAddress(partner, port), CONNECT_MILLIS);
            socket.setSoTimeout(HELLO_MILLIS);
            var hello = new DataInputStream(socket.getInputStream());
            var _ = hello.readLong();
            answer = Optional.of(hello.readByte() == 1);
        } catch (IOException e) {
            answer = Optional.empty(); // a firewall that lets UDP through alone
        } finally {
            askedAt = System.nanoTime();
            asking.set(false);
        }
    }
}
