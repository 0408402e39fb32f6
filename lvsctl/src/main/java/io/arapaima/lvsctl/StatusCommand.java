package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Names;
import io.arapaima.lvsctl.screen.Terminal;
import io.arapaima.lvsctl.screen.StatusTable;
import io.arapaima.lvsctl.screen.Selection;
import io.arapaima.lvsctl.screen.Overview;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.reason.ServerState;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lvsctl status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows services and real servers: who serves, since when, what the last check found and why.")
final class StatusCommand implements Callable<Integer> {
    /** Ages and connections change without an event. */
    private static final Duration REFRESH = Duration.ofSeconds(5);
    /** However much happens, nobody reads faster. */
    private static final Duration BREATH = Duration.ofSeconds(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Mixin
    private final Selection selection = new Selection();

    @Option(names = "--state", paramLabel = "STATE", split = ",", description = "Only servers in this state, or these: up, down, unknown, quiesced, forced ...")
    private List<String> states = new ArrayList<>();

    @Option(names = {"-p",
            "--problems"}, description = "Only what is not in service, cannot be judged, or fails its checks.")
    private boolean problems;

    @Option(names = {"-w", "--watch"}, description = "Goes on: shows every change as it comes.")
    private boolean watch;

    @Option(names = "--json", description = "Everything as one JSON object, with what each check found last.")
    private boolean json;

    /** The components of the snapshot, and what checks found. */
    private record Everything(DirectorSnapshot.Director director, DirectorSnapshot.RoleStatus role,
            List<DirectorSnapshot.AddressStatus> addresses, List<DirectorSnapshot.VirtualServiceStatus> services,
            List<DirectorSnapshot.FailoverStatus> failovers, List<String> troubles, long lastEvent,
            List<CheckResults.Report> checks) {
        static Everything of(Overview all) {
            DirectorSnapshot s = all.snapshot();
            return new Everything(s.director(), s.role(), s.addresses(), s.services(), s.failovers(), s.troubles(),
                    s.lastEvent(), all.reports().values().stream().flatMap(List::stream).toList());
        }
    }

    @Override
    public Integer call() throws IOException {
        for (String state : states) {
            if (Arrays.stream(ServerState.values()).noneMatch(s -> s.word().startsWith(state))) {
                throw new ParameterException(spec.commandLine(), "--state is " + state + "; states are "
                        + String.join(", ", Arrays.stream(ServerState.values()).map(ServerState::word).toList()));
            }
        }
        if (json) {
            spec.commandLine().getOut().println(Json.write(Everything.of(hub.overview(_ -> List.of()))));
            return 0;
        }
        return watch ? watch() : show(Terminal.here());
    }

    private int show(Terminal terminal) throws IOException {
        Overview overview = hub.overview(_ -> List.of());
        var names = new Names(overview.snapshot());
        for (String name : selection.names()) {
            if (names.servers(name).isEmpty()) {
                spec.commandLine().getErr().println("lvsctl: " + names.unknown(name));
                return ErrorKind.OPERATOR.exitCode();
            }
        }
        List<String> troubles = hub.pulseTroubles().stream().map(t -> "pulse: " + t).toList();
        String text = StatusTable.of(overview, troubles, new StatusTable.Filter(selection, states, problems), terminal);
        PrintWriter out = spec.commandLine().getOut();
        out.print(terminal.clear().isEmpty() || !watch ? "" : terminal.clear());
        out.println(text);
        hub.waitingConfig().ifPresent(waiting -> out.println("lvs.cf: " + waiting));
        out.flush();
        return 0;
    }

    /** Waits for events, and shows everything anew after each burst of them. */
    private int watch() throws IOException {
        var changed = new Semaphore(0);
        var lost = new AtomicReference<>("");
        try (HubClient follower = hub.connect()) {
            Thread.ofVirtual().name("events").start(() -> {
                try {
                    follower.events(0, true, _ -> changed.release());
                } catch (IOException e) {
                    lost.set("lvs-manager has gone");
                    changed.release();
                }
            });
            do {
                int code = show(Terminal.here());
                if (code != 0) {
                    return code;
                }
                TimeUnit.NANOSECONDS.sleep(BREATH.toNanos());
                var _ = changed.tryAcquire(REFRESH.minus(BREATH).toMillis(), TimeUnit.MILLISECONDS);
                changed.drainPermits();
            } while (lost.get().isEmpty());
            throw new IOException(lost.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
