package io.arapaima.manager.table;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.IpvsadmListing;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.SyncDaemon;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.TableDiff;
import io.arapaima.dataplane.Timeouts;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the data plane hold the desired table: adopts what it finds, applies differences, never flushes. It reads the table
 * again every 15 s, and {@link #VERIFY} after a change or a refusal: soon enough to notice, and never between a verdict and
 * the kernel's acknowledgement. Used by the director's thread alone.
 */
public final class Reconciler {
    /** Somebody else's change is mended within this time. */
    public static final Duration REREAD = Duration.ofSeconds(15);
    private static final Duration VERIFY = Duration.ofSeconds(1);
    private static final Duration REOPEN = Duration.ofSeconds(1);

    private final Opener opener;
    private final Supplier<List<String>> suspects;
    private Tuning tuning = Tuning.NONE;
    private @Nullable DataPlane plane;
    private Table actual = Table.EMPTY;
    private long nextReadNanos;
    private boolean ever;
    private boolean copying;
    private Optional<String> down = Optional.empty();
    /** Whether it is down only because it has just been started. */
    private boolean starting;
    private Optional<Reason> refused = Optional.empty();
    private Optional<String> untuned = Optional.empty();
    /** Why the data plane did not take a service. */
    private Map<ServiceKey, String> refusals = Map.of();

    /** Opens the data plane, starting it where it is a process of ours. */
    @FunctionalInterface
    public interface Opener {
        DataPlane open() throws IOException;
    }

    /**
     * What holds for the data plane as a whole.
     *
     * @param timeouts of idle connections
     * @param sync the copying of connections to the partner; empty = none of ours
     */
    public record Tuning(Timeouts timeouts, Optional<SyncDaemon> sync) {
        public static final Tuning NONE = new Tuning(Timeouts.UNCHANGED, Optional.empty());

        /** Without a role the copying goes on as it is. */
        public static Tuning of(LvsConfig config, Optional<Role> role) {
            Optional<SyncDaemon> sync = role.filter(_ -> config.syncDaemon() && !config.failsOver())
                    .map(said -> switch (said) {
                        case ACTIVE -> SyncDaemon.Role.MASTER;
                        case STANDBY -> SyncDaemon.Role.BACKUP;
                    }).map(direction -> new SyncDaemon(direction, config.syncdIface(), config.syncdId()));
            return new Tuning(new Timeouts(config.tcpTimeout(), config.tcpFinTimeout(), config.udpTimeout()), sync);
        }
    }

    /**
     * What a pass brought.
     *
     * @param drift what somebody else changed since the last pass, in words, and who may have been it
     * @param trouble why the data plane is not as desired; empty when it is
     */
    public record Outcome(List<String> drift, Optional<Reason> trouble) {}

    /** The suspects are programs on this machine that change tables too; asked after a drift. */
    public Reconciler(Opener opener, Supplier<List<String>> suspects, long nowNanos) {
        this.opener = opener;
        this.suspects = suspects;
        this.nextReadNanos = nowNanos;
    }

    /** Sets what holds for the data plane as a whole, now and whenever it is opened or read again. */
    public void tune(Tuning wanted) {
        tuning = wanted;
        tune();
    }

    /** Why the data plane as a whole is not tuned as wanted; empty when it is. */
    public Optional<String> untuned() {
        return untuned;
    }

    private void tune() {
        if (plane == null) {
            return;
        }
        try {
            plane.timeouts(tuning.timeouts());
            if (copying || tuning.sync().isPresent()) {
                plane.synchronise(tuning.sync());
                copying = tuning.sync().isPresent();
            }
            untuned = Optional.empty();
        } catch (DataPlaneException e) {
            untuned = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What the data plane held when it was last asked, with the changes made since. */
    public Table actual() {
        return actual;
    }

    /** Reads the table when that is due; says what differs in our services from what we left there. */
    public Outcome refresh(Predicate<ServiceKey> ours, long nowNanos) {
        if (nowNanos - nextReadNanos < 0) {
            return outcome(List.of());
        }
        try {
            if (plane == null) {
                plane = opener.open();
            }
            tune();
            Table found = plane.table();
            List<Change> drift = ever
                    ? TableDiff.between(actual, found, ours).stream().filter(c -> ours.test(c.service())).toList()
                    : List.of();
            ever = true;
            actual = found;
            nextReadNanos = nowNanos + REREAD.toNanos();
            down = Optional.empty();
            starting = false;
            return outcome(drift);
        } catch (IOException e) {
            return lost(e, nowNanos);
        }
    }

    /** The data plane has news: it ended, or is there again. The next pass reads it. */
    public void lookAgain(long nowNanos) {
        release();
        ever = false;
        nextReadNanos = nowNanos;
    }

    /** Applies the difference to the desired table; foreign services stay. */
    public Outcome apply(Table desired, Predicate<ServiceKey> ours, long nowNanos) {
        List<Change> changes = plane == null
                ? List.of()
                : TableDiff.between(actual, plane.canonical(desired), ours);
        if (changes.isEmpty() || plane == null) {
            refused = Optional.empty();
            refusals = Map.of();
            return outcome(List.of());
        }
        try {
            List<Refusal> told = plane.apply(changes);
            var undone = new HashSet<Change>();
            told.forEach(r -> undone.add(r.change()));
            refusals = told.stream().filter(r -> r.change() instanceof Change.AddService).collect(
                    Collectors.toUnmodifiableMap(r -> r.change().service(), Refusal::reason, (first, _) -> first));
            actual = actual.after(changes.stream().filter(c -> !undone.contains(c)).toList());
            nextReadNanos = Math.min(nextReadNanos, nowNanos + VERIFY.toNanos());
            refused = told.stream().findFirst()
                    .map(r -> new HubAlarm.ChangeRefused(words(r.change()), r.reason(), told.size() - 1));
            return outcome(List.of());
        } catch (DataPlaneException e) {
            return lost(e, nowNanos);
        }
    }

    private Outcome lost(IOException e, long nowNanos) {
        release();
        ever = false;
        nextReadNanos = nowNanos + REOPEN.toNanos();
        down = Optional.of(String.valueOf(e.getMessage()));
        starting = e instanceof Starting;
        return outcome(List.of());
    }

    private Outcome outcome(List<Change> drift) {
        List<String> words = new ArrayList<>();
        drift.forEach(change -> words.add(words(change)));
        if (!drift.isEmpty()) {
            words.addAll(suspects.get());
        }
        return new Outcome(words,
                starting ? Optional.empty() : down.<Reason>map(HubAlarm.PlaneUnreachable::new).or(() -> refused));
    }

    public Map<DestinationId, Connections> connections() {
        try {
            return plane == null ? Map.of() : plane.connections();
        } catch (DataPlaneException e) {
            return Map.of();
        }
    }

    /**
     * Asks the data plane for something that changes no entry.
     *
     * @param <T> what is answered
     * @param question what
     * @return the answer
     * @throws IOException when it is not open, refuses or cannot be asked
     */
    public <T> T ask(PlaneQuestion<T> question) throws IOException {
        if (plane == null) {
            throw new IOException(down.orElse("the data plane is not open yet; ask again"));
        }
        return question.of(plane);
    }

    /** What ipvsadm would print this moment of all services, foreign ones included; nothing is remembered of it. */
    public Message.TableText text(boolean save, long nowNanos) {
        try {
            if (plane == null) {
                return new Message.TableText(List.of(),
                        Optional.of(down.orElse("the data plane is not open yet; ask again")));
            }
            Table table = plane.table();
            return new Message.TableText(save
                    ? IpvsadmListing.saved(table)
                    : IpvsadmListing.list(plane.heading(), table, plane.connections()), Optional.empty());
        } catch (DataPlaneException e) {
            return new Message.TableText(List.of(), lost(e, nowNanos).trouble().map(English::of));
        }
    }

    /** Why the data plane did not take a service; empty when it did. */
    public String refusal(ServiceKey service) {
        return refusals.getOrDefault(service, "");
    }

    /** Why the data plane cannot be spoken to; {@link Reason#NONE} when it can. */
    public Reason unreachable() {
        return plane == null ? new HubAlarm.NoPlane(down.orElse("it was not opened yet")) : Reason.NONE;
    }

    /** Whether the data plane can be spoken to, as far as is known. */
    public boolean reachable() {
        return plane != null;
    }

    public String name() {
        return plane == null ? "unreachable" : plane.name();
    }

    public long nextReadNanos() {
        return nextReadNanos;
    }

    /** Lets go of the data plane; its table stays. */
    public void release() {
        if (plane != null) {
            plane.close();
            plane = null;
        }
    }

    private static String words(Change change) {
        return switch (change) {
            case Change.AddService(var s) -> s.key() + " added";
            case Change.EditService(var s) -> s.key() + " now as by ipvsadm " + IpvsadmRules.format(change);
            case Change.RemoveService(var key) -> key + " removed";
            case Change.AddDestination(var key, var d) -> key + " -> " + d.key() + " added with weight " + d.weight();
            case Change.EditDestination(var key, var d) -> key + " -> " + d.key() + " now weight " + d.weight()
                    + ", as by ipvsadm " + IpvsadmRules.format(change);
            case Change.RemoveDestination(var key, var d) -> key + " -> " + d + " removed";
        };
    }
}
