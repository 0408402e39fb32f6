package io.arapaima.lvsctl;

import io.arapaima.ipc.ConfigRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl rollback}. */
@Command(name = "rollback", mixinStandardHelpOptions = true, description = "Takes an earlier revision of lvs.cf into use, as a new revision; lvsctl revisions lists them.")
final class RollbackCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Mixin
    private final ApplyOptions how = new ApplyOptions();

    @Parameters(paramLabel = "N", description = "Its number.")
    private int revision;

    @Override
    public Integer call() throws IOException {
        return Answers.print(spec, hub.answer(new ConfigRequest.Rollback(revision, how.options())));
    }
}
