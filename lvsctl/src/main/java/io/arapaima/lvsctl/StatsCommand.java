package io.arapaima.lvsctl;

import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.TrafficRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl stats}. */
@Command(name = "stats", mixinStandardHelpOptions = true, description = "Prints connections, packets and bytes of every service and server, byte for byte as ipvsadm -Ln --stats does.")
final class StatsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--rate", description = "What goes through a second, as ipvsadm -Ln --rate does.")
    private boolean rate;

    @Option(names = "--exact", description = "Large numbers in full instead of with K, M, G or T.")
    private boolean exact;

    @Option(names = "--json", description = "Counters and rates as one JSON object, with the names of lvs.cf.")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only this service: its name in lvs.cf, its address and port, or its firewall mark.")
    private Optional<String> service = Optional.empty();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(only(traffic())));
            return 0;
        }
        Message said = hub.ask(new TrafficRequest.TrafficTableQuery(service, rate, exact));
        return switch (said) {
            case Message.TableText(var lines, var trouble) when trouble.isEmpty() -> {
                lines.forEach(line -> out.print(line + "\n"));
                out.flush();
                yield 0;
            }
            case Message.TableText(var _, var trouble) -> Answers.print(spec,
                    new Message.Answer(false, List.of(trouble.orElse(""))));
            case Message.Answer answer -> Answers.print(spec, answer);
            case Message other -> throw HubClient.useless(other);
        };
    }

    private TrafficRequest.Traffic traffic() throws IOException {
        try (HubClient client = hub.connect()) {
            return client.traffic();
        }
    }

    private TrafficRequest.Traffic only(TrafficRequest.Traffic all) {
        return service.map(wanted -> new TrafficRequest.Traffic(all.at(),
                all.services().stream().filter(s -> s.name().equals(wanted) || s.key().equals(wanted)
                        || List.of(s.name().split("\\+")).contains(wanted)).toList(),
                all.trouble(), false)).orElse(all);
    }
}
