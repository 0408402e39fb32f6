package io.arapaima.nanny;

import io.arapaima.ipc.PlannedCheck;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What makes two planned checks the same probe: it is run once, and its result counts for all of them.
 *
 * @param check name of the check
 * @param target whom to ask, with the options
 * @param timing how often and how long
 */
public record ProbeKey(String check, PlannedCheck.Target target, PlannedCheck.Timing timing) {
    public static ProbeKey of(PlannedCheck planned) {
        return new ProbeKey(planned.check(), planned.target(), planned.timing());
    }

    /** True when the same question is asked of the same server, however often. */
    boolean asksTheSame(ProbeKey other) {
        return check.equals(other.check) && target.equals(other.target);
    }

    /**
     * Where in its interval this probe starts. Made from the identity alone, so that it survives plans and restarts, and
     * so that the starts of many probes spread over the interval.
     *
     * @return 0 to the interval, in milliseconds; exclusive
     */
    long phaseMillis() {
        var hash = new CRC32C();
        hash.update((check + '|' + target.address() + '|' + target.port() + '|' + target.transport() + '|'
                + new TreeMap<>(target.options()) + '|' + timing
                + target.through().map(PlannedCheck.Through::server).orElse("")).getBytes(StandardCharsets.UTF_8));
        return Math.floorMod((hash.getValue() * 0x9E3779B97F4A7C15L) >>> 16, intervalMillis());
    }

    long intervalMillis() {
        return timing.interval().toMillis();
    }
}
