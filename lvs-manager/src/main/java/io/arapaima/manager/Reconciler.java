package io.arapaima.manager;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.TableDiff;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the data plane hold the desired table: adopts what it finds, applies differences, reads again every 15 s and
 * after every refusal, never flushes. Used by the director's thread alone.
 */
final class Reconciler {
    /** Somebody else's change is mended within this time (design section 3). */
    static final Duration REREAD = Duration.ofSeconds(15);
    private static final Duration REOPEN = Duration.ofSeconds(1);

    private final Opener opener;
    private @Nullable DataPlane plane;
    private Table actual = Table.EMPTY;
    private long nextReadNanos;
    private boolean ever;
    private Optional<String> down = Optional.empty();

    /** Opens the data plane, starting it where it is a process of ours. */
    @FunctionalInterface
    interface Opener {
        DataPlane open() throws IOException;
    }

    /**
     * What a pass brought.
     *
     * @param drift what somebody else changed since the last pass, in words
     * @param trouble why the data plane is not as desired; empty when it is
     */
    record Outcome(List<String> drift, Optional<String> trouble) {}

    Reconciler(Opener opener, long nowNanos) {
        this.opener = opener;
        this.nextReadNanos = nowNanos;
    }

    /** What the data plane held when it was last asked, with the changes made since. */
    Table actual() {
        return actual;
    }

    /** Reads the table when that is due; says what differs from what we left there. */
    Outcome refresh(long nowNanos) {
        if (nowNanos - nextReadNanos < 0) {
            return new Outcome(List.of(), down);
        }
        try {
            if (plane == null) {
                plane = opener.open();
            }
            Table found = plane.table();
            List<String> drift = ever
                    ? TableDiff.between(actual, found, _ -> true).stream().map(Reconciler::words).toList()
                    : List.of();
            ever = true;
            actual = found;
            nextReadNanos = nowNanos + REREAD.toNanos();
            down = Optional.empty();
            return new Outcome(drift, Optional.empty());
        } catch (IOException e) {
            return lost(e, nowNanos);
        }
    }

    /** Applies the difference to the desired table; foreign services stay. */
    Outcome apply(Table desired, Predicate<ServiceKey> ours, long nowNanos) {
        List<Change> changes = TableDiff.between(actual, desired, ours);
        if (changes.isEmpty() || plane == null) {
            return new Outcome(List.of(), down);
        }
        try {
            List<Refusal> refusals = plane.apply(changes);
            actual = plane.table();
            return new Outcome(List.of(), refusals.stream().map(r -> words(r.change()) + ": " + r.reason()).findFirst()
                    .map(first -> refusals.size() == 1 ? first : first + " (and " + (refusals.size() - 1) + " more)"));
        } catch (DataPlaneException e) {
            return lost(e, nowNanos);
        }
    }

    private Outcome lost(IOException e, long nowNanos) {
        release();
        ever = false;
        nextReadNanos = nowNanos + REOPEN.toNanos();
        down = Optional.of(String.valueOf(e.getMessage()));
        return new Outcome(List.of(), down);
    }

    Map<DestinationId, Connections> connections() {
        try {
            return plane == null ? Map.of() : plane.connections();
        } catch (DataPlaneException e) {
            return Map.of();
        }
    }

    String name() {
        return plane == null ? "unreachable" : plane.name();
    }

    long nextReadNanos() {
        return nextReadNanos;
    }

    /** Lets go of the data plane; its table stays. */
    void release() {
        if (plane != null) {
            plane.close();
            plane = null;
        }
    }

    private static String words(Change change) {
        return switch (change) {
            case Change.AddService(var s) -> s.key() + " added";
            case Change.EditService(var s) -> s.key() + " now " + s.scheduler()
                    + s.persistence().map(p -> " persistent " + p.timeout().toSeconds()).orElse("");
            case Change.RemoveService(var key) -> key + " removed";
            case Change.AddDestination(var key, var d) -> key + " -> " + d.key() + " added with weight " + d.weight();
            case Change.EditDestination(var key, var d) -> key + " -> " + d.key() + " now weight " + d.weight();
            case Change.RemoveDestination(var key, var d) -> key + " -> " + d + " removed";
        };
    }
}
