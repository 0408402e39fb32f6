package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigRequest;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How {@code lvsctl apply} and {@code lvsctl rollback} take a file into use. */
final class ApplyOptions {
    private static final GivenTime CONFIRM = new GivenTime(Duration.ofSeconds(5), Duration.ofDays(1),
            "5s to 24h, for example 60s, 5m or 1h");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--confirm-within", paramLabel = "TIME", arity = "0..1", fallbackValue = "60s", description = "Go back by itself after this time unless lvsctl confirm follows: 60s, 5m or 1h, 5 s to 1 day (default with the option alone: 60s).")
    private Optional<String> confirmWithin = Optional.empty();

    @Option(names = "--base", paramLabel = "N", description = "The revision that the change was made on; refused when another one is in force.")
    private int base;

    @Option(names = "--force", description = "Write over what somebody has typed into lvs.cf and not taken into use; it is kept as lvs.cf.previous.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only say what would change.")
    private boolean dryRun;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for whoever looks at lvsctl revisions.")
    private String reason = "";

    ConfigRequest.ApplyOptions options() {
        return new ConfigRequest.ApplyOptions(base, force, dryRun, confirmWithin.map(this::seconds).orElse(0), reason);
    }

    private int seconds(String time) {
        return (int) CONFIRM.seconds(spec, "--confirm-within", time);
    }
}
