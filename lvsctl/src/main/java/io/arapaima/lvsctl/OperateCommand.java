package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Names;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Message.Operate.Action;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator can do to real servers; stays in force until its time is over or {@code lvsctl auto}. */
abstract class OperateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Parameters(paramLabel = "NAME", description = "VIRTUAL/SERVER, or SERVER where that is clear; a virtual service for all of its servers; an address for every server there, in all services.")
    private String name = "";

    @Option(names = "--yes", description = "Also where it takes the last server of a service, or its quorum.")
    private boolean yes;

    private final Action action;

    OperateCommand(Action action) {
        this.action = action;
    }

    @Override
    public Integer call() throws IOException {
        DirectorSnapshot snapshot = hub.snapshot();
        var names = new Names(snapshot);
        List<RealServerStatus> meant = names.servers(name).stream().filter(s -> s.name().contains("/")).toList();
        if (meant.isEmpty()) {
            return refused(names.unknown(name));
        }
        // The hub takes all of a service or an address at once, or none; it knows no shorter name.
        boolean whole = snapshot.services().stream().anyMatch(s -> Names.isCalled(s, name))
                || meant.stream().allMatch(s -> !s.name().endsWith("/" + name));
        if (!whole && meant.size() > 1) {
            return refused(name + " is " + Names.several(meant) + "; name one of them, or the address for all");
        }
        return Answers.print(spec, hub.answer(new Message.Operate(whole ? name : meant.getFirst().name(), action,
                Optional.of(yes), seconds(), reason())));
    }

    private int refused(String why) {
        spec.commandLine().getErr().println("lvsctl: " + why);
        return ErrorKind.OPERATOR.exitCode();
    }

    Optional<Long> seconds() {
        return Optional.empty();
    }

    Optional<String> reason() {
        return Optional.empty();
    }

    /** A wish that holds against the checks, so somebody will ask why, and forget to take it back. */
    abstract static class Held extends OperateCommand {
        private static final GivenTime FOR = new GivenTime(Duration.ofSeconds(1),
                Duration.ofSeconds(Message.Operate.LONGEST_SECONDS), "1s to 365d, for example 30m, 2h or 1d");

        @Option(names = "--for", paramLabel = "TIME", description = "Ends by itself after this time, and says so: 30m, 2h or 1d.")
        private Optional<String> time = Optional.empty();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever looks at status, why, mail or journal.")
        private Optional<String> reason = Optional.empty();

        Held(Action action) {
            super(action);
        }

        @Override
        Optional<Long> seconds() {
            return time.map(text -> FOR.seconds(spec, "--for", text));
        }

        @Override
        Optional<String> reason() {
            return reason;
        }
    }

    /** {@code lvsctl quiesce}. */
    @Command(name = "quiesce", mixinStandardHelpOptions = true, description = "Weight 0: no new connections, established ones stay.")
    static final class Quiesce extends Held {
        Quiesce() {
            super(Action.QUIESCE);
        }
    }

    /** {@code lvsctl force-down}. */
    @Command(name = "force-down", mixinStandardHelpOptions = true, description = "Treats a server as failed, whatever its checks say (nanny: SIGUSR1).")
    static final class ForceDown extends Held {
        ForceDown() {
            super(Action.FORCE_DOWN);
        }
    }

    /** {@code lvsctl force-up}. */
    @Command(name = "force-up", mixinStandardHelpOptions = true, description = "Keeps a server in service at full weight, whatever its checks say (nanny: SIGUSR2).")
    static final class ForceUp extends Held {
        ForceUp() {
            super(Action.FORCE_UP);
        }
    }

    /** {@code lvsctl auto}. */
    @Command(name = "auto", mixinStandardHelpOptions = true, description = "Lets the checks decide again (nanny: SIGHUP).")
    static final class Auto extends OperateCommand {
        Auto() {
            super(Action.AUTO);
        }
    }
}
