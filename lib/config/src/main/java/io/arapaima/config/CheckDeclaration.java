package io.arapaima.config;

import java.util.List;

/**
 * A check that a plugin offers.
 *
 * @param name the word that selects it: {@code check = NAME}
 * @param sentence what it does, in one sentence
 * @param routed whether it can ask through a virtual address, {@code check_path = vip}
 * @param options its options; their keyword in lvs.cf is {@code NAME_OPTION} with dashes as underscores
 * @param rules what is demanded of their values beyond that; empty in a catalogue of an older version
 * @param version version of its plugin; empty = not known
 */
public record CheckDeclaration(String name, String sentence, boolean routed, List<CheckOption> options,
        List<CheckRule> rules, String version) {
    /** Copies the options and the rules. */
    public CheckDeclaration {
        options = List.copyOf(options);
        rules = List.copyOf(rules);
    }

    /**
     * A check without rules, of a version that is not known.
     *
     * @param name the word that selects it
     * @param sentence what it does, in one sentence
     * @param routed whether it can ask through a virtual address
     * @param options its options
     */
    public CheckDeclaration(String name, String sentence, boolean routed, List<CheckOption> options) {
        this(name, sentence, routed, options, List.of(), "");
    }
}
