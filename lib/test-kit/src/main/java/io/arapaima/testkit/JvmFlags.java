package io.arapaima.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVM flags of a program, for a test that starts it by hand: the files in {@code etc/jvm} that the launcher names too. */
public final class JvmFlags {
    private static final Path FOLDER = folder(Path.of("").toAbsolutePath());

    private JvmFlags() {}

    private static Path folder(Path from) {
        Path here = from.resolve("etc/jvm");
        if (Files.exists(here.resolve("common"))) {
            return here;
        }
        Path above = from.getParent();
        if (above == null) {
            throw new IllegalStateException("no etc/jvm above " + Path.of("").toAbsolutePath());
        }
        return folder(above);
    }

    /**
     * The first arguments of java.
     *
     * @param program by its name in the launcher, such as {@code pulse}
     * @return two argument files
     */
    public static List<String> of(String program) {
        return List.of("@" + FOLDER.resolve("common"), "@" + FOLDER.resolve(program));
    }

    /**
     * The same for a line of a shell script.
     *
     * @param program by its name in the launcher
     * @return quoted words, with a blank between them
     */
    public static String words(String program) {
        return "'" + String.join("' '", of(program)) + "'";
    }
}
