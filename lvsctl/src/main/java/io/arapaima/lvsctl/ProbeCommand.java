package io.arapaima.lvsctl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl probe}: parses nothing but its own words; the engine knows the checks, and judges the rest. */
@Command(name = "probe", mixinStandardHelpOptions = true, description = {
        "Runs one check now, without a director, and shows what it did on the network and where the time went.",
        "Exit code 0 passed, 1 failed, 2 wrong usage, 3 nothing was learnt about the server."})
final class ProbeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TYPE", description = "The check, as in check = TYPE.")
    private String check = "";

    @Parameters(index = "1", paramLabel = "TARGET", description = "HOST, HOST:PORT or [IPV6]:PORT.")
    private String target = "";

    @Parameters(index = "2..*", paramLabel = "OPTION=VALUE", description = "As in lvs.cf (http_path=/x), or shorter (path=/x). A password as @FILE, or as @- to read it from standard input.")
    private List<String> options = List.of();

    @Option(names = "--timeout", paramLabel = "TIME", description = "Limit of the whole check, as check_timeout in lvs.cf: 1.5 or 500ms (default: 6).")
    private Optional<String> timeout = Optional.empty();

    @Option(names = "--connect-timeout", paramLabel = "TIME", description = "Limit of connecting (default: --timeout).")
    private Optional<String> connectTimeout = Optional.empty();

    @Option(names = "--transport", paramLabel = "NAME", description = "What the service balances: tcp, udp or sctp (default: tcp).")
    private Optional<String> transport = Optional.empty();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<String> words = new ArrayList<>(List.of("--probe"));
        add(words, "--timeout", timeout);
        add(words, "--connect-timeout", connectTimeout);
        add(words, "--transport", transport);
        if (json) {
            words.add("--json");
        }
        words.add(check);
        words.add(target);
        try (var secrets = new ProbeSecrets(System.in)) {
            words.addAll(secrets.named(options));
            secrets.warning().ifPresent(spec.commandLine().getErr()::println);
            return Nanny.run(words);
        }
    }

    private static void add(List<String> words, String flag, Optional<String> value) {
        value.ifPresent(given -> words.addAll(List.of(flag, given)));
    }
}
