package io.arapaima.doctor;

import io.arapaima.config.ClearSecrets;
import io.arapaima.config.LvsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/** An lvs.cf with passwords that every user of the machine can read. */
final class OpenSecrets {
    private OpenSecrets() {}

    /** Whether it is one: a sentence with the remedy. */
    static Optional<String> of(Path file, LvsConfig config) {
        List<String> keywords = ClearSecrets.in(config);
        return keywords.isEmpty() || !readByAll(file)
                ? Optional.empty()
                : Optional.of("every user of this machine can read " + file + ", and " + Site.shorten(keywords)
                        + " stands in it; chmod o-r " + file
                        + ", or write @ and the path of a file that only the daemons read");
    }

    /** The same for the doctor. */
    static Optional<Finding> finding(Path file, LvsConfig config) {
        return of(file, config)
                .map(sentence -> new Finding(Grade.WARNING, "passwords in " + file, "readable by every user",
                        file.toString(), sentence.substring(0, sentence.indexOf("; ")), "chmod o-r " + file));
    }

    private static boolean readByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // whoever could not look has other problems to report
        }
    }
}
