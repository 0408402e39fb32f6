package io.arapaima.nanny;

import io.arapaima.ipc.PlannedCheck;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Planned checks of tests: quick intervals, one failure is enough. */
public final class Plans {
    static final Duration INTERVAL = Duration.ofMillis(200);

    private Plans() {}

    public static PlannedCheck check(String id, String check, String address, int port) {
        return check(id, check, address, port, Duration.ofSeconds(5));
    }

    public static PlannedCheck check(String id, String check, String address, int port, Duration timeout) {
        return new PlannedCheck(id, check, new PlannedCheck.Target(address, port, "tcp", Map.of()),
                new PlannedCheck.Timing(INTERVAL, timeout, timeout),
                new PlannedCheck.Judging(OptionalInt.of(1), 1, Duration.ofMinutes(3)));
    }

    public static PlannedCheck check(String id, String check) {
        return check(id, check, "127.0.0.1", 9);
    }
}
