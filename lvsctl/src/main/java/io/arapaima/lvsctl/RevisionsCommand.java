package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.config.LvsConfFile;
import io.arapaima.daemon.OwnFile;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Revision;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl revisions}. */
@Command(name = "revisions", mixinStandardHelpOptions = true, description = "Lists the revisions of lvs.cf that were in force, the newest last, or prints one of them.")
final class RevisionsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FILE", description = "Write the revision into this file, byte for byte, for its owner alone.")
    private Optional<Path> output = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "N", description = "Print the file of this revision, with its passwords.")
    private Optional<Integer> number = Optional.empty();

    @Override
    public Integer call() throws IOException {
        return number.isPresent() ? print(number.get()) : list();
    }

    private int print(int revision) throws IOException {
        return switch (hub.ask(new ConfigRequest.RevisionQuery(revision))) {
            case ConfigReply.RevisionText(var packed) -> {
                show(ConfigPacking.unpack(packed));
                yield 0;
            }
            case Message.Answer answer -> Answers.print(spec, answer);
            case Message said -> throw HubClient.useless(said);
        };
    }

    private void show(byte[] file) throws IOException {
        if (output.isPresent()) {
            try (FileChannel channel = OwnFile.create(output.get(), OwnFile.PRIVATE)) {
                OwnFile.write(channel, file);
            }
        } else {
            spec.commandLine().getOut().print(LvsConfFile.of(Path.of("lvs.cf"), file).text());
            spec.commandLine().getOut().flush();
        }
    }

    private int list() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        switch (hub.ask(new ConfigRequest.RevisionsQuery())) {
            case ConfigReply.Revisions(var revisions, var waiting) -> {
                for (Revision each : revisions) {
                    out.println(json ? Json.write(each) : line(each));
                }
                if (!waiting.isEmpty() && !json) {
                    out.println(waiting);
                }
                return 0;
            }
            case Message.Answer answer -> {
                return Answers.print(spec, answer);
            }
            case Message said -> throw HubClient.useless(said);
        }
    }

    private static String line(Revision each) {
        return String.format(Locale.ROOT, "%5d  %s  serial %d (%.8s)  %s: %s", each.number(), TIME.format(each.at()),
                each.serial(), each.sha256(), each.actor(), each.reason());
    }
}
