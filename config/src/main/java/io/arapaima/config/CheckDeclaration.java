package io.arapaima.config;

import java.util.List;

/**
 * A check that a plugin offers.
 *
 * @param name the word that selects it: {@code check = NAME}
 * @param sentence what it does, in one sentence
 * @param routed whether it can ask through a virtual address, {@code check_path = vip}
 * @param options its options; their keyword in lvs.cf is {@code NAME_OPTION} with dashes as underscores
 */
public record CheckDeclaration(String name, String sentence, boolean routed, List<CheckOption> options) {
    /** Copies the options. */
    public CheckDeclaration {
        options = List.copyOf(options);
    }
}
