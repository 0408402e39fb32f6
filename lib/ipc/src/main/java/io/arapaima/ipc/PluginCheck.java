package io.arapaima.ipc;

import io.arapaima.checkspec.PrintableText;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.CheckOption;
import io.arapaima.config.CheckRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A check of a plugin file as nanny sees it; or a file that is refused, which is one without a name.
 *
 * @param name the word that selects the check; empty for a file of which nothing could be loaded
 * @param state what is done with it
 * @param version of the plugin; empty for a file of which nothing could be loaded
 * @param file the plugin's path
 * @param since when it was loaded, or refused
 * @param sentence what the check does
 * @param options its options
 * @param fault what is wrong, in every state but {@link State#IN_USE}; there it is a mistake that its probes have made lately
 * @param routed whether it can ask through a virtual address
 * @param rules what is demanded of its options beyond their types; empty from an older director
 */
public record PluginCheck(String name, State state, String version, String file, Instant since, String sentence,
        List<CheckOption> options, Optional<Fault> fault, boolean routed, List<CheckRule> rules) {
    /** What is done with a check. */
    public enum State {
        /** Planned checks of this name are run with it. */
        IN_USE,
        /** In use as it was loaded before; what is in the file now is refused. */
        KEPT,
        /** Not started for a while, because its plugin misbehaves. */
        CONFINED,
        /** Another file offers a check of this name, and that one is in use. */
        HIDDEN,
        /** Nothing of the file could be loaded. */
        REFUSED
    }

    /**
     * What is wrong with a plugin.
     *
     * @param reason what
     * @param cure how to mend it
     */
    public record Fault(String reason, String cure) {
        /** Makes printable lines of what a plugin threw. */
        public Fault {
            reason = PrintableText.line(reason);
            cure = PrintableText.line(cure);
        }
    }

    /** Copies the options, and makes printable lines of the plugin's own texts. */
    public PluginCheck {
        version = PrintableText.line(version);
        sentence = PrintableText.line(sentence);
        options = List.copyOf(options);
        rules = List.copyOf(rules);
    }

    /** {@return what lvs.cf is checked against, of a check that is there} */
    public CheckDeclaration declaration() {
        return new CheckDeclaration(name, sentence, routed, options, rules, version);
    }
}
