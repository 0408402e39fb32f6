package io.arapaima.lvsctl;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.KeywordTable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl keywords}: the manual of lvs.cf for the plugins that are installed here. */
@Command(name = "keywords", mixinStandardHelpOptions = true, description = "Prints the table of all keywords of lvs.cf, with the options of the installed check plugins.")
final class KeywordsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--options", description = "Only the options of check plugins.")
    private boolean optionsOnly;

    @Override
    public Integer call() throws IOException {
        CheckCatalogue catalogue = JudgingChecks.installed();
        String text = optionsOnly ? KeywordTable.options(catalogue) : KeywordTable.markdown(catalogue);
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
