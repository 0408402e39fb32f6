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
     * Looks a check up.
     *
     * @param name its name
     * @return the declaration, or empty
     */
    public Optional<CheckDeclaration> find(String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst();
    }
}
