package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.PluginText;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PluginCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl plugins}. */
@Command(name = "plugins", mixinStandardHelpOptions = true, subcommands = PluginsCommand.Reload.class, description = "Shows every check with its version, plugin file, options, state and faults, and every plugin that was refused.")
final class PluginsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Option(names = "--json", description = "One JSON object a line for each check, with its options.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<PluginCheck> checks = checks();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            checks.forEach(check -> out.println(Json.write(check)));
        } else {
            out.print(PluginText.of(checks));
        }
        out.flush();
        return 0;
    }

    /** What the running engine has loaded; where none runs, what one would load. */
    private List<PluginCheck> checks() throws IOException {
        HubClient client;
        try {
            client = hub.connect();
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("lvsctl: no running director was asked (" + e.getMessage()
                    + "); this is what " + JudgingChecks.folders() + " offer");
            err.flush();
            return Json.read(Nanny.line(List.of("--list-plugins")), Message.Plugins.class).checks();
        }
        try (client) {
            return client.plugins(false);
        }
    }

    /** {@code lvsctl plugins reload}. */
    @Command(name = "reload", mixinStandardHelpOptions = true, description = "Looks into the plugins folders now instead of at the next look, tries again what was refused, and says what changed. Exit code 1 when a plugin is refused.")
    static final class Reload implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Mixin
        private final HubOptions hub = new HubOptions();

        @Override
        public Integer call() throws IOException {
            try (HubClient client = hub.connect()) {
                List<PluginCheck> before = client.plugins(false);
                List<PluginCheck> after = client.plugins(true);
                PluginText.changes(before, after).forEach(spec.commandLine().getOut()::println);
                spec.commandLine().getOut().flush();
                return after.stream().anyMatch(PluginText::refused) ? 1 : 0;
            }
        }
    }
}
