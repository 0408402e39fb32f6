package io.arapaima.lvsctl;

import io.arapaima.ipc.PulseRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lvsctl fence --test}. */
@Command(name = "fence", mixinStandardHelpOptions = true, description = "Asks the fence devices of the partners whether they answer (action=monitor). Nobody is switched off.")
final class FenceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--test", description = "Ask, do not fence; there is no other way to use this command.")
    private boolean test;

    @Override
    public Integer call() throws IOException {
        if (!test) {
            throw new ParameterException(spec.commandLine(),
                    "nobody is fenced by hand here; write lvsctl fence --test");
        }
        return Answers.print(spec, hub.wish(new PulseRequest.FenceTest()));
    }
}
