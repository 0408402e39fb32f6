package io.arapaima.lvsctl;

import io.arapaima.ipc.TrafficRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl zero}. */
@Command(name = "zero", mixinStandardHelpOptions = true, description = "Has the counters of lvsctl stats begin again at zero, as ipvsadm -Z does. Connections go on.")
final class ZeroCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only this service and its servers: its name in lvs.cf, its address and port, or its firewall mark.")
    private Optional<String> service = Optional.empty();

    @Override
    public Integer call() throws IOException {
        return Answers.print(spec, hub.answer(new TrafficRequest.ZeroCounters(service)));
    }
}
