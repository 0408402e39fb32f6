package io.arapaima.lvsctl;

import io.arapaima.ipc.AuditEntry;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl audit}. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Shows who did what on this director, or tried to.")
final class AuditCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = {"-n",
            "--last"}, paramLabel = "N", defaultValue = "20", description = "How many, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int last;

    @Option(names = "--before", paramLabel = "SEQ", defaultValue = "0", description = "Only those before this number.")
    private long before;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        return switch (hub.ask(new AuditEntry.AuditQuery(last, before))) {
            case AuditEntry.AuditTrail(var entries) -> {
                entries.forEach(entry -> out.println(json
                        ? Json.write(entry)
                        : TIME.format(entry.at()) + " #" + entry.seq() + " " + entry.line()));
                yield 0;
            }
            case Message.Answer answer -> Answers.print(spec, answer);
            case Message said -> throw HubClient.useless(said);
        };
    }
}
