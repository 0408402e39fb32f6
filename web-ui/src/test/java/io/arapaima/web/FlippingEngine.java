package io.arapaima.web;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A check engine without checks: what it is given to do is up, and some servers go down and come back. */
final class FlippingEngine implements AutoCloseable {
    private final IpcConnection hub;
    private final List<String> checks = new ArrayList<>();
    private int flips;

    /** Connects, and says that all are up. */
    FlippingEngine(Path socket) throws IOException {
        hub = IpcConnection.connect(socket);
        hub.send(new Message.Hello("nanny", "test", ProcessHandle.current().pid()));
        hub.send(new Message.Offered(CheckCatalogue.UNKNOWN));
        boolean more = true;
        while (more) {
            if (hub.receive() instanceof Message.CheckPlan(var planned, boolean another)) {
                planned.stream().map(PlannedCheck::id).forEach(checks::add);
                more = another;
            }
        }
        hub.send(new Message.VerdictSnapshot(checks.stream()
                .map(check -> new Verdict(check, Verdict.State.UP, "passed in 2 ms", Instant.now())).toList()));
        Thread.ofVirtual().start(this::listen);
    }

    /** Answers what the hub asks. */
    private void listen() {
        try {
            while (true) {
                switch (hub.receive()) {
                    case CheckResults.CheckResultsQuery(var id, var names) -> hub.send(new CheckResults(id,
                            names.stream().map(FlippingEngine::report).toList(), Optional.empty(), false));
                    case CheckSample.SampleOrder(var id, var tried) -> hub.send(new CheckSample(id, tried.stream()
                            .map(check -> new CheckSample.Found(check.id(), report(check.id()).last().orElseThrow()))
                            .toList()));
                    case Message.PluginsQuery(var id, var _) -> hub.send(new Message.Plugins(id, List.of()));
                    default -> {
                        // a plan, which changes nothing here
                    }
                }
            }
        } catch (IOException _) {
            // the conversation is over
        }
    }

    private static CheckResults.Report report(String check) {
        return new CheckResults.Report(check, Optional.empty(), Verdict.State.UP, Instant.EPOCH,
                new CheckResults.Progress(1, 1, 0, 1), Optional.of(new CheckResults.LastResult(Instant.EPOCH,
                        Duration.ofMillis(2), CheckResults.Result.PASSED, "said hello", true)),
                Optional.empty());
    }

    int checks() {
        return checks.size();
    }

    /** So many servers change their verdict now; and it lives. */
    void flip(int servers) throws IOException {
        for (int i = 0; i < servers; i++) {
            boolean down = flips / checks.size() % 2 == 0;
            String check = checks.get(flips++ % checks.size());
            hub.send(new Message.VerdictChanged(new Verdict(check, down ? Verdict.State.DOWN : Verdict.State.UP,
                    down ? "TIMEOUT: no answer within 5 s, 3 of 3" : "passed in 2 ms", Instant.now())));
        }
        hub.send(new Message.Alive());
    }

    @Override
    public void close() throws IOException {
        hub.close();
    }
}
