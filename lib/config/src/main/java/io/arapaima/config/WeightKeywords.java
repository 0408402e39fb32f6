package io.arapaima.config;

import java.time.Duration;
import java.util.List;

/** The new keywords of a block that say what a weight follows beside the configured one. */
final class WeightKeywords {
    static final Keyword<Boolean> SLOW_START = Keyword.unset("slow_start", new BooleanType(),
            "1: a server begins with weight / 32 and doubles it about every 20 s, as with Piranha; 0: at once.")
            .following("1; 0 where `client_monitor` names a program").added();
    static final Keyword<Duration> SLOW_START_TIME = Keyword.of("slow_start_time",
            new DurationType(Duration.ZERO, Duration.ofHours(1)), Duration.ZERO,
            "Not 0: instead of `slow_start`, a server that had failed rises evenly to its weight in this time; "
                    + "one that had not has it at once.")
            .added();
    static final Keyword<LoadMode> LOAD_MODE = Keyword.unset("load_mode", ChoiceType.of(LoadMode.class),
            "What a load reading does: `steady` moves weight little by little from busier servers to less busy ones, "
                    + "`piranha` raises weights of idle servers up to ten times, `inverse` divides the weight by the "
                    + "load where that is above 1.")
            .following("`piranha` where `load_monitor` is uptime, rup, ruptime or a command, else `steady`").added();
    static final Keyword<Long> LOAD_SPAN = Keyword.of("load_span", new NumberType(1, 100, "", "4"), 4L,
            "How far `load_mode = steady` goes: from the configured weight divided by this to that times this.")
            .added();
    static final Keyword<Floor> MIN_UP = Keyword.of("min_up", new FloorType(), Floor.NONE,
            "So many real servers (`2`, or `25%` of them) stay in service although their checks fail: those that "
                    + "failed last. 0 = none; the sorry server then comes in.")
            .added();
    static final Keyword<Long> FLAP_LIMIT = Keyword.of("flap_limit", new NumberType(0, 1000, "", "4"), 0L,
            "A real server that fails more often than this in `flap_window` stays out until its checks have passed for "
                    + "`flap_hold`; 0 = no limit.")
            .added();
    static final Keyword<Duration> FLAP_WINDOW = Keyword.of("flap_window", SecondsType.from(1, "600"),
            Duration.ofMinutes(10), "See `flap_limit`.").added();
    static final Keyword<Duration> FLAP_HOLD = Keyword.of("flap_hold", SecondsType.from(1, "60"),
            Duration.ofMinutes(1), "See `flap_limit`.").added();
    static final Keyword<Floor> QUORUM = Keyword.of("quorum", new FloorType(), QuorumSettings.ONE,
            "So many real servers (`2`, or `25%` of them) must be in service, or the service counts as lost: it is mailed, "
                    + "and the sorry server answers in place of those that are left.")
            .added();
    static final Keyword<Long> QUORUM_HYSTERESIS = Keyword.of("quorum_hysteresis", new NumberType(0, 1000, "", "1"), 0L,
            "A service is lost with so many servers fewer than `quorum`, and back with so many more.").added();
    static final Keyword<String> QUORUM_UP = Keyword.unset("quorum_up", BlockKeywords.COMMAND,
            "Command run when the service has its quorum, on every director; also once after each start of lvs-manager.")
            .added();
    static final Keyword<String> QUORUM_DOWN = Keyword.unset("quorum_down", BlockKeywords.COMMAND,
            "Command run when the service has lost its quorum, likewise.").added();

    static final Keyword<StartState> START = Keyword.of("start", ChoiceType.of(StartState.class), StartState.DOWN,
            "What a real server counts as before its first check has an answer: `down`, or `up`: in the table with its "
                    + "whole weight until its checks fail, as with keepalived without `alpha`.")
            .added();

    static final List<Keyword<?>> ALL = List.of(SLOW_START, SLOW_START_TIME, LOAD_MODE, LOAD_SPAN, MIN_UP, FLAP_LIMIT,
            FLAP_WINDOW, FLAP_HOLD, QUORUM, QUORUM_HYSTERESIS, QUORUM_UP, QUORUM_DOWN, START);

    private WeightKeywords() {}
}
