package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the check engine, and how long there has been none. The engine is started again several times meanwhile; where that does
 * not help and lvs.cf says {@code hard_shutdown = 1}, this director is not fit for the active role. One thread.
 */
final class EngineLink {
    /** With the pauses between starts that is about the seventh one. */
    static final Duration LONGEST_ABSENCE = Duration.ofSeconds(30);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private @Nullable Consumer<Message.CheckPlan> engine;
    private long goneNanos;
    private String gone = "";

    /**
     * Begins without an engine.
     *
     * @param nanoTime monotonic clock
     * @param clock wall clock, for showing
     */
    EngineLink(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        leave();
    }

    void came(Consumer<Message.CheckPlan> link) {
        engine = link;
    }

    /** {@return whether it was the one that is in use} */
    boolean left(Consumer<Message.CheckPlan> link) {
        boolean ours = link.equals(engine);
        if (ours) {
            leave();
        }
        return ours;
    }

    private void leave() {
        engine = null;
        goneNanos = nanoTime.getAsLong();
        gone = TIME.format(clock.instant());
    }

    boolean connected() {
        return engine != null;
    }

    /** Has these checks run and no others; nothing without an engine. */
    void send(List<PlannedCheck> checks) {
        if (engine != null) {
            Message.CheckPlan.parts(checks).forEach(engine);
        }
    }

    /**
     * What keeps this director from being active.
     *
     * @param hardShutdown whether lvs.cf wants that at all
     * @return what; {@link Reason#NONE} = nothing
     */
    Reason trouble(boolean hardShutdown) {
        return hardShutdown && engine == null && nanoTime.getAsLong() - goneNanos >= LONGEST_ABSENCE.toNanos()
                ? new HubAlarm.ChecksStopped(gone)
                : Reason.NONE;
    }
}
