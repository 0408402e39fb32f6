package io.arapaima.config;

import java.util.List;
import java.util.Optional;

/**
 * The checks that lvs.cf may name, with their options. Immutable.
 *
 * @param known false = nobody could be asked; then every check name and option-like keyword is accepted with a warning
 * @param checks the declarations; empty when not known
 */
public record CheckCatalogue(boolean known, List<CheckDeclaration> checks) {
    /** Nobody could be asked which checks there are. */
    public static final CheckCatalogue UNKNOWN = new CheckCatalogue(false, List.of());

    /** Copies the declarations. */
    public CheckCatalogue {
        checks = List.copyOf(checks);
    }

    /**
     * A catalogue of declared checks.
     *
     * @param checks the declarations
     */
    public CheckCatalogue(List<CheckDeclaration> checks) {
        this(true, checks);
    }

    /**
     * What a file that was good by another catalogue has against it under this one, for example after a plugin was
     * replaced.
     *
     * @param text the file
     * @param before the catalogue by which it was good
     * @return a sentence for each line, in their order; empty when nothing changed for the file
     */
    public List<String> objections(String text, CheckCatalogue before) {
        List<Problem> known = LvsConfReader.read(text, before, HostResolver.none()).errors();
        var options = new OptionKeywords(before);
        List<String> lines = text.lines().toList();
        return LvsConfReader.read(text, this, HostResolver.none()).errors().stream().filter(p -> !known.contains(p))
                .map(p -> options.find(keyword(lines, p.line())).filter(o -> dropped(o))
                        .map(o -> "line " + p.line() + " sets " + o.option().name() + ", which "
                                + version(o.check().name()) + "check " + o.check().name() + " does not know")
                        .orElseGet(() -> "line " + p.line() + ": " + p.message()))
                .toList();
    }

    private static String keyword(List<String> lines, int line) {
        return line < 1 || line > lines.size() ? "" : lines.get(line - 1).strip().split("[\\s=]", 2)[0];
    }

    private boolean dropped(OptionKeywords.Declared declared) {
        return find(declared.check().name())
                .filter(now -> now.options().stream().noneMatch(o -> o.name().equals(declared.option().name())))
                .isPresent();
    }

    private String version(String check) {
        return find(check).map(CheckDeclaration::version).filter(v -> !v.isEmpty()).map(v -> "version " + v + " of ")
                .orElse("");
    }

    /**
     * Looks a check up.
     *
     * @param name its name
     * @return the declaration, or empty
     */
    public Optional<CheckDeclaration> find(String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst();
    }
}
