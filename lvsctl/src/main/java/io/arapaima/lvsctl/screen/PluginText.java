package io.arapaima.lvsctl.screen;

import io.arapaima.ipc.PluginCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Plugins as text, and the difference of two moments. Pure. */
public final class PluginText {
    private static final String COLUMNS = "%-16s %-9s %-10s %-32s %s%n";

    private PluginText() {}

    public static String of(Collection<PluginCheck> checks) {
        var text = new StringBuilder(
                String.format(Locale.ROOT, COLUMNS, "Check", "State", "Version", "Plugin", "What it does"));
        checks.stream().filter(check -> !check.name().isEmpty())
                .forEach(check -> text.append(String.format(Locale.ROOT, COLUMNS, check.name(), word(check),
                        check.version(), Objects.toString(Path.of(check.file()).getFileName(), check.file()),
                        check.sentence())));
        faults(checks).forEach(fault -> text.append(fault).append('\n'));
        return text.toString();
    }

    /** What is different at the second moment, and what is refused then; a line each. */
    public static List<String> changes(List<PluginCheck> before, List<PluginCheck> after) {
        Map<String, List<PluginCheck>> was = byFile(before);
        Map<String, List<PluginCheck>> is = byFile(after);
        List<String> lines = new ArrayList<>();
        was.keySet().stream().filter(file -> !is.containsKey(file)).forEach(file -> lines.add(file + ": left"));
        is.forEach((file, checks) -> {
            PluginCheck one = checks.getFirst();
            boolean same = checks.equals(was.get(file));
            if (!same && !refused(one)) {
                lines.add(file + ": version " + one.version() + " offers "
                        + String.join(", ", checks.stream().map(PluginCheck::name).toList()));
            }
        });
        if (lines.isEmpty()) {
            lines.add("nothing changed: " + after.stream().filter(c -> !c.name().isEmpty()).count() + " checks of "
                    + is.size() + " files");
        }
        lines.addAll(faults(after));
        return lines;
    }

    /** True where what is in the file now cannot be used. */
    public static boolean refused(PluginCheck check) {
        return switch (check.state()) {
            case REFUSED, KEPT -> true;
            case IN_USE, CONFINED, HIDDEN -> false;
        };
    }

    /** A file once, however many checks it has. */
    private static List<String> faults(Collection<PluginCheck> checks) {
        return checks.stream().filter(check -> check.fault().isPresent())
                .map(check -> check.file() + ": " + named(check) + word(check)
                        + ": " + check.fault().get().reason() + "; " + check.fault().get().cure())
                .distinct().toList();
    }

    /** What is the matter with one check of the file, and not with the file. */
    private static String named(PluginCheck check) {
        return switch (check.state()) {
            case IN_USE, HIDDEN -> "check " + check.name() + " ";
            case KEPT, CONFINED, REFUSED -> "";
        };
    }

    private static Map<String, List<PluginCheck>> byFile(List<PluginCheck> checks) {
        Map<String, List<PluginCheck>> files = new LinkedHashMap<>();
        checks.forEach(check -> files.computeIfAbsent(check.file(), _ -> new ArrayList<>()).add(check));
        return files;
    }

    private static String word(PluginCheck check) {
        return switch (check.state()) {
            case IN_USE -> "in use";
            case KEPT -> "kept";
            case CONFINED -> "confined";
            case HIDDEN -> "hidden";
            case REFUSED -> "refused";
        };
    }
}
