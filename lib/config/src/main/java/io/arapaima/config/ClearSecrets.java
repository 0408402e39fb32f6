package io.arapaima.config;

import io.arapaima.checkspec.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** Passwords that stand in lvs.cf itself and not, as {@code @file}, in a file of their own. */
public final class ClearSecrets {
    private ClearSecrets() {}

    /**
     * Looks for them.
     *
     * @param config the configuration
     * @return the keywords that have one, {@code smtp_password} or {@code virtual web: http_password}, in the file's order
     */
    public static List<String> in(LvsConfig config) {
        List<String> found = new ArrayList<>();
        look("", Level.TOP, config.values(), found);
        config.failovers()
                .forEach(block -> look("failover " + block.name() + ": ", Level.BLOCK, block.values(), found));
        for (VirtualService block : config.virtuals()) {
            String where = "virtual " + block.name() + ": ";
            look(where, Level.BLOCK, block.values(), found);
            block.servers().forEach(
                    server -> look(where + "server " + server.name() + ": ", Level.SERVER, server.values(), found));
        }
        return found.stream().map(PrintableText::line).toList();
    }

    private static void look(String where, Level level, Values values, List<String> found) {
        for (Keyword<?> keyword : Keywords.of(level)) {
            if (values.find(keyword).filter(Secret.class::isInstance).map(Secret.class::cast)
                    .filter(secret -> !secret.inFile()).isPresent() && Secret.isKeyword(keyword.name())) {
                found.add(where + keyword.name());
            }
        }
        values.options().forEach((keyword, value) -> {
            if (Secret.isKeyword(keyword) && !value.text().startsWith("@")) {
                found.add(where + keyword);
            }
        });
    }
}
