package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigRequest;
import io.arapaima.config.LvsConfFile;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.ConfigPacking;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl apply}. */
@Command(name = "apply", mixinStandardHelpOptions = true, description = "Has the running director judge a file, write it in the place of its lvs.cf and take it into use; a bad file changes nothing.")
final class ApplyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Mixin
    private final ApplyOptions how = new ApplyOptions();

    @Parameters(paramLabel = "FILE", description = "The new lvs.cf; /dev/stdin reads it from a pipe.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        try {
            byte[] bytes = LvsConfFile.load(file).bytes();
            return Answers.print(spec, hub.answer(new ConfigRequest.Apply(ConfigPacking.packWhole(bytes),
                    file.toAbsolutePath().toString(), how.options())));
        } catch (NoSuchFileException _) {
            spec.commandLine().getErr().println("lvsctl: " + file + " is not there");
            return ErrorKind.OPERATOR.exitCode();
        }
    }
}
