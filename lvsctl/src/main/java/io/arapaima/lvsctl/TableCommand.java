package io.arapaima.lvsctl;

import io.arapaima.ipc.Message;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl table}. */
@Command(name = "table", mixinStandardHelpOptions = true, description = "Prints the table in force, foreign services included, byte for byte as ipvsadm -Ln does.")
final class TableCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--save", description = "As ipvsadm -Sn does, for ipvsadm -R to read.")
    private boolean save;

    @Override
    public Integer call() throws IOException {
        Message.TableText text = hub.table(save);
        if (text.trouble().isPresent()) {
            throw new IOException("no table: " + text.trouble().get());
        }
        PrintWriter out = spec.commandLine().getOut();
        text.lines().forEach(line -> out.print(line + "\n"));
        out.flush();
        return 0;
    }
}
