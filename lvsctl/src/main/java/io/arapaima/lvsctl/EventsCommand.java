package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Selection;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lvsctl events}. */
@Command(name = "events", mixinStandardHelpOptions = true, description = "Shows what happened; weights that move by themselves are left out unless --kind or --json asks for them.")
final class EventsCommand implements Callable<Integer> {
    /** So many the hub has at hand. */
    private static final int MOST = 1000;
    private static final int USUAL = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Mixin
    private final Selection selection = new Selection();

    @Option(names = {"-n",
            "--last"}, paramLabel = "N", description = "How many of the past, 0 to 1000 (default: 20; with --since all).")
    private Optional<Integer> last = Optional.empty();

    @Option(names = "--since", paramLabel = "TIME", description = "Only those from this time on: 14:00, 2026-12-01, \"2026-12-01 14:00\", or 30m, 2h, 1d ago.")
    private Optional<String> since = Optional.empty();

    @Option(names = {"-k",
            "--kind"}, paramLabel = "KIND", split = ",", description = "Only events of this kind, or these: ${COMPLETION-CANDIDATES}.")
    private List<Event.Kind> kinds = new ArrayList<>();

    @Option(names = {"-f", "--follow"}, description = "Go on with those that come.")
    private boolean follow;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    /** The number of the newest event that was heard of, shown or not. */
    private long newest;

    @Override
    public Integer call() throws IOException {
        Optional<Instant> from = since.map(text -> GivenTime.past(spec, "--since", text, Instant.now()));
        int most = last.orElse(from.isPresent() ? MOST : USUAL);
        if (most < 0 || most > MOST) {
            throw new ParameterException(spec.commandLine(), "-n is " + most + "; write 0 to " + MOST
                    + "; all there were are in events.jsonl of the state folder");
        }
        var past = new ArrayDeque<Event>();
        try (HubClient client = hub.connect()) {
            client.events(MOST, false, event -> {
                newest = event.seq();
                if (wanted(event, from)) {
                    past.add(event);
                }
            });
        } catch (EOFException e) {
            throw new IOException("lvs-manager has gone", e);
        }
        while (past.size() > most) {
            past.removeFirst();
        }
        past.forEach(this::print);
        if (follow) {
            follow(from);
        }
        return 0;
    }

    /** What came between the two questions is among the past of the second. */
    private void follow(Optional<Instant> from) throws IOException {
        try (HubClient client = hub.connect()) {
            client.events(MOST, true, event -> {
                if (event.seq() > newest && wanted(event, from)) {
                    print(event);
                }
            });
        } catch (EOFException e) {
            throw new IOException("lvs-manager has gone", e);
        }
    }

    private boolean wanted(Event event, Optional<Instant> from) {
        boolean kind = kinds.isEmpty() ? json || event.kind() != Event.Kind.WEIGHT : kinds.contains(event.kind());
        return kind && selection.wants(event) && from.filter(event.at()::isBefore).isEmpty();
    }

    private void print(Event event) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.write(event) : line(event));
        out.flush();
    }

    private static String line(Event event) {
        return TIME.format(event.at()) + " #" + event.seq() + " " + event.kind() + " " + event.line();
    }
}
