package io.arapaima.ipc;

import io.arapaima.checkspec.Encoding;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
     * @param encoding of the file where the options stand; {@link Encoding#UTF_8} where none has other letters than ASCII,
     *     and where an older hub says nothing of it
     * @param through how to reach the server where the address is a virtual one; empty = the address is its own
     */
    public record Target(String address, int port, String transport, Map<String, String> options, Encoding encoding,
            Optional<Through> through) {
        /** Copies the options. */
        public Target {
            options = Map.copyOf(options);
            encoding = options.values().stream().allMatch(Encoding::isAscii)
                    ? Encoding.UTF_8
                    : Objects.requireNonNullElse(encoding, Encoding.UTF_8);
        }

        /**
         * With options of UTF-8.
         *
         * @param address numeric address
         * @param port 0 to 65535
         * @param transport {@code tcp}, {@code udp} or {@code sctp}
         * @param options option values by option name, validated, without defaults
         * @param through how to reach the server where the address is a virtual one; empty = the address is its own
         */
        public Target(String address, int port, String transport, Map<String, String> options,
                Optional<Through> through) {
            this(address, port, transport, options, Encoding.UTF_8, through);
        }

        /**
         * A server at its own address.
         *
         * @param address numeric address
         * @param port 0 to 65535
         * @param transport {@code tcp}, {@code udp} or {@code sctp}
         * @param options option values by option name, validated, without defaults
         */
        public Target(String address, int port, String transport, Map<String, String> options) {
            this(address, port, transport, options, Optional.empty());
        }
    }

    /**
     * The way to one real server through the kernel's table, in which a private service leads there alone. The kernel knows a
     * connection again by addresses and ports, not by the mark, so no two of these ways may use the same source port.
     *
     * @param server numeric address of the real server
     * @param mark firewall mark of the private service, 1 to 4294967295
     * @param share which share of the source ports is its own, 0 to shares - 1
     * @param shares how many shares there are
     */
    public record Through(String server, long mark, int share, int shares) {}

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
