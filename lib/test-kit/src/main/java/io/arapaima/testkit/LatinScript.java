package io.arapaima.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** A program whose name on the disk is in ISO 8859-1: {@code café}, of which the last letter is one byte. */
public final class LatinScript {
    /** As it is read from an lvs.cf of that encoding. */
    public static final String NAME = "caf\u00e9";

    private LatinScript() {}

    /**
     * Makes one.
     *
     * @param folder where
     * @param text what it does, a line of shell
     * @return its path as it is read from an lvs.cf in ISO 8859-1
     * @throws IOException when it cannot be made
     * @throws InterruptedException when this thread is interrupted
     */
    public static String in(Path folder, String text) throws IOException, InterruptedException {
        String make = "f=\"$1/$(printf 'caf\\351')\"; printf '#!/bin/sh\\n%s\\n' \"$2\" >\"$f\"; chmod 700 \"$f\"";
        assertThat(
                new ProcessBuilder("/bin/sh", "-c", make, "sh", folder.toString(), text).inheritIO().start().waitFor())
                .isZero();
        return folder + "/" + NAME;
    }
}
