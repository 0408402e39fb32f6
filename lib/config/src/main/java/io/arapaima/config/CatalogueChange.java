package io.arapaima.config;

import java.util.List;

/**
 * One catalogue of checks in the place of another, for example after a plugin was replaced.
 *
 * @param before by which a file was good
 * @param now by which it is judged
 */
public record CatalogueChange(CheckCatalogue before, CheckCatalogue now) {
    /**
     * What a file that was good by the one has against it under the other.
     *
     * @param text the file
     * @return a sentence for each line, in their order; empty when nothing changed for the file
     */
    public List<String> objections(String text) {
        List<Problem> known = LvsConfReader.read(text, before, HostResolver.none()).errors();
        var options = new OptionKeywords(before);
        List<String> lines = text.lines().toList();
        return LvsConfReader.read(text, now, HostResolver.none()).errors().stream().filter(p -> !known.contains(p))
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
        return now.find(declared.check().name())
                .filter(there -> there.options().stream().noneMatch(o -> o.name().equals(declared.option().name())))
                .isPresent();
    }

    private String version(String check) {
        return now.find(check).map(CheckDeclaration::version).filter(v -> !v.isEmpty())
                .map(v -> "version " + v + " of ").orElse("");
    }
}
