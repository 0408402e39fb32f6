package io.arapaima.daemon;

import java.util.Optional;

/** The version of the suite, as its jars carry it. */
public final class Version {
    /** For example {@code 0.1.0}; {@code development} when it does not run from a jar. */
    public static final String TEXT = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
