package io.arapaima.lvsctl;

import io.arapaima.lvsctl.screen.Names;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.KeywordInfo;
import io.arapaima.config.KeywordList;
import io.arapaima.config.KeywordTable;
import io.arapaima.config.Language;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl keywords}: the manual of lvs.cf for the plugins that are installed here. */
@Command(name = "keywords", mixinStandardHelpOptions = true, description = "Prints the table of all keywords of lvs.cf, with the options of the installed check plugins.")
final class KeywordsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--options", description = "Only the options of check plugins.")
    private boolean optionsOnly;

    @Option(names = "--json", description = "One JSON array with both languages, for forms and scripts.")
    private boolean json;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "Language of the tables: en or ja (default: en).")
    private Language language = Language.EN;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this keyword, in words.")
    private Optional<String> name = Optional.empty();

    @Override
    public Integer call() throws IOException {
        CheckCatalogue catalogue = JudgingChecks.installed();
        if (name.isPresent()) {
            return one(name.get(), catalogue);
        }
        spec.commandLine().getOut().print(json ? Json.write(infos(catalogue)) + "\n" : table(catalogue));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int one(String keyword, CheckCatalogue catalogue) {
        List<String> lines = KeywordTable.about(keyword, catalogue);
        if (lines.isEmpty()) {
            spec.commandLine().getErr().println("lvsctl: lvs.cf has no keyword " + keyword
                    + Names.hint(keyword, new LinkedHashSet<>(KeywordTable.names(catalogue))));
            return ErrorKind.OPERATOR.exitCode();
        }
        lines.forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    private List<KeywordInfo> infos(CheckCatalogue catalogue) {
        return KeywordList.of(catalogue).stream().filter(info -> !optionsOnly || !info.check().isEmpty()).toList();
    }

    private String table(CheckCatalogue catalogue) {
        return switch (language) {
            case EN -> optionsOnly ? KeywordTable.options(catalogue) : KeywordTable.markdown(catalogue);
            case JA -> KeywordTable.japanese(catalogue, optionsOnly);
        };
    }
}
