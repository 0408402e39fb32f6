package io.arapaima.config;

import java.time.Duration;
import java.util.Optional;

/** What the weights of a block's real servers follow beside the configured ones. Immutable. */
public final class WeightSettings {
    private final Values values;
    private final Optional<String> loadMonitor;
    private final boolean monitored;

    WeightSettings(Values values, Optional<String> loadMonitor, boolean monitored) {
        this.values = values;
        this.loadMonitor = loadMonitor;
        this.monitored = monitored;
    }

    /**
     * Whether a server reaches its weight in steps, as with Piranha.
     *
     * @return as the file says; else true, unless it has a {@link #slowStartTime()}, or a program of the site sets the weights
     */
    public boolean slowStart() {
        return values.find(WeightKeywords.SLOW_START).orElse(!monitored) && slowStartTime().isZero();
    }

    /**
     * What a real server counts as before its first check has an answer.
     *
     * @return down unless the file says otherwise
     */
    public StartState start() {
        return values.get(WeightKeywords.START);
    }

    /**
     * How long a real server that had failed takes to its weight.
     *
     * @return zero = it begins as {@link #slowStart()} says
     */
    public Duration slowStartTime() {
        return values.get(WeightKeywords.SLOW_START_TIME);
    }

    /**
     * What a load reading does to a weight.
     *
     * @return as the file says; else Piranha's formula for the load monitors that Piranha knew, and steady for others
     */
    public LoadMode loadMode() {
        return values.find(WeightKeywords.LOAD_MODE).orElseGet(() -> LoadMode.customary(loadMonitor.orElse("")));
    }

    /**
     * How far {@link LoadMode#STEADY} moves a weight.
     *
     * @return 1 to 100: from the configured weight divided by it to that multiplied by it; 4 unless the file says
     *         otherwise
     */
    public int loadSpan() {
        return values.get(WeightKeywords.LOAD_SPAN).intValue();
    }

    /**
     * How many real servers stay in service although their checks fail.
     *
     * @return none unless the file says otherwise
     */
    public Floor minUp() {
        return values.get(WeightKeywords.MIN_UP);
    }

    /**
     * When the service counts as lost.
     *
     * @return one server is enough unless the file says otherwise
     */
    public QuorumSettings quorum() {
        return new QuorumSettings(values.get(WeightKeywords.QUORUM),
                values.get(WeightKeywords.QUORUM_HYSTERESIS).intValue(), values.find(WeightKeywords.QUORUM_UP),
                values.find(WeightKeywords.QUORUM_DOWN));
    }

    /**
     * When a real server comes and goes too often.
     *
     * @return no limit unless the file says otherwise
     */
    public FlapSettings flaps() {
        return new FlapSettings(values.get(WeightKeywords.FLAP_LIMIT).intValue(),
                values.get(WeightKeywords.FLAP_WINDOW), values.get(WeightKeywords.FLAP_HOLD));
    }
}
