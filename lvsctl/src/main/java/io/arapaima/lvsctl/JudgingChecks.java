package io.arapaima.lvsctl;

import com.google.gson.JsonParseException;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.PluginCheck;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checks by which a file is judged: those of the running director, or, where none answers, of this installation's plugins.
 *
 * @param catalogue the checks
 * @param source whose they are, for a sentence
 */
record JudgingChecks(CheckCatalogue catalogue, String source) {
    static JudgingChecks of(HubOptions hub) throws IOException {
        String why;
        try (HubClient client = hub.connect()) {
            return new JudgingChecks(new CheckCatalogue(client.plugins(/* look= */ false).stream()
                    .filter(JudgingChecks::isOffered).map(PluginCheck::declaration).toList()),
                    "the running director's plugins");
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        return new JudgingChecks(installed(),
                "the plugins in " + folders() + ", because no running director was asked (" + why + ")");
    }

    /** The checks of the installed plugins, as nanny listed them at installation. */
    static CheckCatalogue installed() throws IOException {
        String file = System.getProperty("arapaima.checks", "");
        if (file.isEmpty() || !Files.exists(Path.of(file))) {
            return CheckCatalogue.UNKNOWN;
        }
        try {
            return Json.read(Files.readString(Path.of(file)), CheckCatalogue.class);
        } catch (CharacterCodingException | JsonParseException e) {
            System.err.println(
                    "lvsctl: " + file + " cannot be understood, so the names and options of checks are not judged; "
                            + "remove it, it is a cache");
            return CheckCatalogue.UNKNOWN;
        }
    }

    private static boolean isOffered(PluginCheck check) {
        return switch (check.state()) {
            case IN_USE, KEPT, CONFINED -> true;
            case HIDDEN, REFUSED -> false;
        };
    }

    /** {@return where an engine of this installation looks for plugins, in words} */
    static String folders() {
        return String.join(" and ", System.getProperty("arapaima.plugins", "the plugins folder of this installation")
                .split(java.io.File.pathSeparator));
    }
}
