package io.arapaima.check;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Those who wait until a connection is decided. One thread waits for all of them in epoll(7). Thread-safe. */
final class ConnectWaits {
    private static final int MOST_EVENTS = 256;
    private static final int EPOLL_CTL_ADD = 1;
    /** EPOLLOUT, once; errors come unasked. */
    private static final int DECIDED = 4 | 1 << 30;
    /** struct epoll_event is packed on x86-64 and nowhere else. */
    private static final long DATA = System.getProperty("os.arch", "").equals("amd64") ? 4 : 8;
    private static final long EVENT_SIZE = DATA + Long.BYTES;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final MethodHandle CREATE = SocketCalls.function("epoll_create1", INT);
    private static final MethodHandle CONTROL = SocketCalls.function("epoll_ctl", INT, INT, INT, ValueLayout.ADDRESS);
    private static final MethodHandle WAIT = SocketCalls.function("epoll_wait", INT, ValueLayout.ADDRESS, INT, INT);

    private final int epoll;
    private final AtomicLong numbers = new AtomicLong();
    /** By number, not by descriptor: an event may still be on its way when the next socket has the same descriptor. */
    private final ConcurrentMap<Long, Waiter> waiting = new ConcurrentHashMap<>();

    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        volatile boolean decided;
    }

    /** Opened for good by the first who asks. */
    private static final class Shared {
        static final ConnectWaits INSTANCE = new ConnectWaits();
    }

    private ConnectWaits() {
        try (Arena memory = Arena.ofConfined()) {
            epoll = (int) CREATE.invokeExact(memory.allocate(INT), 0);
        } catch (Throwable e) {
            throw new IllegalStateException("epoll_create1 cannot be called", e);
        }
        Thread thread = Thread.ofPlatform().name("connections").daemon().unstarted(this::listen);
        // It is nobody's, whichever plugin's probe came first.
        thread.setContextClassLoader(ConnectWaits.class.getClassLoader());
        thread.start();
    }

    static ConnectWaits shared() {
        return Shared.INSTANCE;
    }

    /**
     * Waits until the connection is there or will never be.
     *
     * @throws SocketTimeoutException if that is not known at the deadline
     * @throws SocketException if the thread is interrupted; it still is afterwards
     */
    void await(int descriptor, Deadline deadline) throws IOException {
        long number = numbers.incrementAndGet();
        var waiter = new Waiter();
        waiting.put(number, waiter);
        try {
            add(descriptor, number);
            while (!waiter.decided) {
                if (waiter.thread.isInterrupted()) {
                    throw new SocketException("Closed by interrupt");
                }
                LockSupport.parkNanos(this, deadline.nanosLeft());
            }
        } finally {
            waiting.remove(number);
        }
    }

    private void add(int descriptor, long number) throws IOException {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment errno = memory.allocate(INT);
            MemorySegment event = memory.allocate(EVENT_SIZE);
            event.set(INT, 0, DECIDED);
            event.set(LONG, DATA, number);
            if (control(errno, descriptor, event) != 0) {
                throw SocketCalls.failure(errno.get(INT, 0));
            }
        }
    }

    private int control(MemorySegment errno, int descriptor, MemorySegment event) {
        try {
            return (int) CONTROL.invokeExact(errno, epoll, EPOLL_CTL_ADD, descriptor, event);
        } catch (Throwable e) {
            throw new IllegalStateException("epoll_ctl cannot be called", e);
        }
    }

    private void listen() {
        MemorySegment errno = Arena.global().allocate(INT);
        MemorySegment events = Arena.global().allocate(MOST_EVENTS * EVENT_SIZE, Long.BYTES);
        while (true) {
            int count = next(errno, events);
            for (int i = 0; i < count; i++) {
                decided(events.get(LONG, i * EVENT_SIZE + DATA));
            }
        }
    }

    private int next(MemorySegment errno, MemorySegment events) {
        try {
            return (int) WAIT.invokeExact(errno, epoll, events, MOST_EVENTS, -1);
        } catch (Throwable e) {
            throw new IllegalStateException("epoll_wait cannot be called", e);
        }
    }

    private void decided(long number) {
        Waiter waiter = waiting.get(number);
        if (waiter != null) {
            waiter.decided = true;
            LockSupport.unpark(waiter.thread);
        }
    }
}
