package io.arapaima.ipc;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One check that nanny shall run.
 *
 * @param id identity, unique in a plan; verdicts are reported under it
 * @param check name of the check plugin
 * @param target whom to ask
 * @param timing how often and how long
 * @param judging how results become a verdict
 */
public record PlannedCheck(String id, String check, Target target, Timing timing, Judging judging) {
    /**
     * Whom to ask.
     *
     * @param address numeric address
     * @param port 0 to 65535
     * @param transport {@code tcp}, {@code udp} or {@code sctp}
     * @param options option values by option name, validated, without defaults
     */
    public record Target(String address, int port, String transport, Map<String, String> options) {
        /** Copies the options. */
        public Target {
            options = Map.copyOf(options);
        }
    }

    /**
     * How often and how long.
     *
     * @param interval from start to start, at least 10 ms
     * @param connectTimeout limit of the connect alone
     * @param timeout limit of the whole probe
     */
    public record Timing(Duration interval, Duration connectTimeout, Duration timeout) {}

    /**
     * How results become a verdict.
     *
     * @param rise passes in a row until up; empty = Piranha's rule: at once at first, then reentry / interval
     * @param fall failures in a row until down, at least 1
     * @param reentry Piranha's hold time before a failed server returns; used when {@code rise} is empty
     */
    public record Judging(OptionalInt rise, int fall, Duration reentry) {}
}
