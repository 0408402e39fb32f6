package io.arapaima.web.jetty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes HTTP/1 connections on which a request's headers drip: bytes come, the idle limit never ends, and no request becomes whole.
 * Looked at each time its time has come round; a connection has one round to finish its headers, at most two.
 */
final class DripGuard implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration round;
    private final Map<Connection, Seen> open = new ConcurrentHashMap<>();

    private record Seen(long requests, long bytes) {}

    DripGuard(Scheduler scheduler, Duration round) {
        this.scheduler = scheduler;
        this.round = round;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection) {
            open.put(connection, seen(connection));
            lookLater(connection);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    private static Seen seen(Connection connection) {
        return new Seen(connection.getMessagesIn(), connection.getBytesIn());
    }

    private void lookLater(Connection connection) {
        scheduler.schedule(() -> look(connection), round.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look(Connection connection) {
        Seen before = open.get(connection);
        if (before == null) {
            return;
        }
        Seen now = seen(connection);
        boolean working = now.requests() > connection.getMessagesOut();
        if (!working && now.requests() == before.requests() && now.bytes() > before.bytes()) {
            connection.getEndPoint().close();
            open.remove(connection);
            return;
        }
        open.put(connection, now);
        lookLater(connection);
    }
}
