package io.arapaima.lvsctl.manual;

import io.arapaima.daemon.ManPage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Pages of lvsctl and of each of its commands. */
final class CommandPages {
    private CommandPages() {}

    /** {@return each page by its file's name} */
    static Map<String, ManPage> of(CommandLine lvsctl) {
        Map<String, ManPage> pages = new LinkedHashMap<>();
        var all = new ManPage("lvsctl", 1, words(lvsctl.getCommandSpec()));
        all.heading("SYNOPSIS").paragraph("`lvsctl` COMMAND [OPTION...] [ARGUMENT...]").heading("COMMANDS");
        lvsctl.getSubcommands().forEach((name, command) -> {
            all.item(name, words(command.getCommandSpec()) + " See `lvsctl-" + name + "`(1).");
            pages.put("lvsctl-" + name + ".1", page("lvsctl-" + name, "lvsctl " + name, command));
        });
        exitCodes(all).heading("SEE ALSO").paragraph("`lvs.cf`(5), `pulse`(8), `lvs-manager`(8), `nanny`(8)");
        pages.put("lvsctl.1", all);
        return pages;
    }

    private static ManPage page(String title, String typed, CommandLine command) {
        var page = new ManPage(title, 1, words(command.getCommandSpec()));
        page.heading("SYNOPSIS");
        synopsis(page, typed, command);
        command.getSubcommands().forEach((name, below) -> synopsis(page, typed + " " + name, below));
        page.heading("DESCRIPTION").paragraph(words(command.getCommandSpec()));
        options(page, command.getCommandSpec());
        command.getSubcommands().forEach((name, below) -> {
            page.heading(name.toUpperCase(Locale.ROOT)).paragraph(words(below.getCommandSpec()));
            options(page, below.getCommandSpec());
        });
        return exitCodes(page).heading("SEE ALSO").paragraph("`lvsctl`(1), `lvs.cf`(5)");
    }

    private static void synopsis(ManPage page, String typed, CommandLine command) {
        String arguments = command.getCommandSpec().positionalParameters().stream().map(CommandPages::shown)
                .collect(Collectors.joining(" "));
        page.paragraph("`" + typed + "` [OPTION...] " + arguments);
    }

    private static String shown(PositionalParamSpec parameter) {
        String label = parameter.paramLabel()
                + (parameter.arity().max() > 1 || parameter.index().isUnspecified() ? "..." : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    private static void options(ManPage page, CommandSpec command) {
        if (!command.positionalParameters().isEmpty()) {
            page.heading("ARGUMENTS");
            command.positionalParameters().forEach(p -> page.item(p.paramLabel(), text(p.description())));
        }
        page.heading("OPTIONS");
        command.options().stream().filter(option -> !option.hidden())
                .forEach(option -> page.item(names(option), text(option.description())));
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() > 0 ? "=" + option.paramLabel() : "";
        return Arrays.stream(option.names()).collect(Collectors.joining(", ")) + value;
    }

    private static String words(CommandSpec command) {
        return text(command.usageMessage().description());
    }

    /** picocli's own variables are what its help says in their place. */
    private static String text(String[] description) {
        return String.join(" ", List.of(description)).replaceAll("\\s*\\(default: \\$\\{DEFAULT-VALUE}\\)", "")
                .replace("%%", "%");
    }

    private static ManPage exitCodes(ManPage page) {
        return page.heading("EXIT STATUS").item("0", "It is done.")
                .item("1", "The wish cannot be fulfilled; what was said tells why.").item("2", "Wrong usage.")
                .item("3", "The machine lacks something, or the director is not reached.")
                .item("4", "A defect of the program.");
    }
}
