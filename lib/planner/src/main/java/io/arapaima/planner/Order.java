package io.arapaima.planner;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Message.Operate.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator has said about a real server.
 *
 * @param action how it is to be treated; never {@link Action#AUTO}
 * @param actor who said so; empty = an older program did not note it
 * @param since when
 * @param reason why; may be empty
 * @param until when it ends by itself; empty = when it is taken back
 */
public record Order(Action action, String actor, Instant since, String reason, Optional<Instant> until) {
    /**
     * One of which nothing more is known.
     *
     * @param action how the server is to be treated
     * @return the order
     */
    public static Order of(Action action) {
        return new Order(action, "", Instant.EPOCH, "", Optional.empty());
    }

    /**
     * Whether its time is over.
     *
     * @param now wall clock
     * @return whether it is
     */
    public boolean over(Instant now) {
        return until.filter(end -> !end.isAfter(now)).isPresent();
    }

    /**
     * {@return what was done, by whom, why and for how long, for example {@code quiesced by root: kernel update, until
     * 2026-11-30T16:00:00Z}}
     */
    public String words() {
        return English.of(because());
    }

    private ServerState state() {
        return switch (action) {
            case QUIESCE -> ServerState.QUIESCED;
            case FORCE_DOWN -> ServerState.FORCED_DOWN;
            case FORCE_UP -> ServerState.FORCED_UP;
            case AUTO -> throw new IllegalStateException("left to its checks is no order");
        };
    }

    /** {@return the same as a cause} */
    public Reason because() {
        return new Reason.Ordered(state(), actor, reason, until);
    }

    /** {@return why and for how long, where the rest is said already; empty when neither is known} */
    public String terms() {
        return Stream.concat(Stream.of(reason).filter(r -> !r.isEmpty()), until.map(end -> "until " + end).stream())
                .collect(Collectors.joining(", "));
    }
}
