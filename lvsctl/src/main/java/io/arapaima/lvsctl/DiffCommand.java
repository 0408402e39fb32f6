package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl diff}. */
@Command(name = "diff", mixinStandardHelpOptions = true, description = "Says what is different between two revisions of lvs.cf, by effect and as text; passwords are masked.")
final class DiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "A", defaultValue = "running", description = "A revision's number, running, or file, which is lvs.cf on the disk (default: ${DEFAULT-VALUE}).")
    private String before = "running";

    @Parameters(index = "1", arity = "0..1", paramLabel = "B", description = "The same (default: running, or file where A is running).")
    private String after = "";

    @Option(names = "--words", description = "By effect alone.")
    private boolean words;

    @Option(names = "--text", description = "As text alone.")
    private boolean text;

    @Override
    public Integer call() throws IOException {
        String other = !after.isEmpty() ? after : before.equals("running") ? "file" : "running";
        return switch (hub.ask(new ConfigRequest.DifferenceQuery(before, other))) {
            case ConfigReply.Difference difference -> {
                print(difference, other);
                yield 0;
            }
            case Message.Answer answer -> Answers.print(spec, answer);
            case Message said -> throw HubClient.useless(said);
        };
    }

    private void print(ConfigReply.Difference difference, String other) {
        PrintWriter out = spec.commandLine().getOut();
        if (!text) {
            difference.words().forEach(out::println);
        }
        if (!words && !difference.text().isEmpty()) {
            out.println("--- " + before);
            out.println("+++ " + other);
            difference.text().forEach(out::println);
        }
    }
}
