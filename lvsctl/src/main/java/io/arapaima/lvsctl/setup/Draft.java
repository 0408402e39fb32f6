package io.arapaima.lvsctl.setup;

import java.util.Map;

/** An lvs.cf made of answers. Pure. */
final class Draft {
    private final Map<String, String> given;
    private final StringBuilder text = new StringBuilder();

    private Draft(Map<String, String> given) {
        this.given = given;
    }

    /**
     * Writes it.
     *
     * @param given answers by the keys of {@link Interview}
     * @param key the file of the heartbeat's key
     */
    static String of(Map<String, String> given, String key) {
        Draft draft = new Draft(given);
        draft.text.append("# Made by lvsctl setup. What a line may be: man lvs.cf, or lvsctl keywords NAME.\n");
        draft.directors(key);
        draft.service();
        return draft.text.toString();
    }

    private String answer(String question) {
        return given.getOrDefault(question, "");
    }

    private void line(String indent, String keyword, String value) {
        if (!value.isEmpty()) {
            boolean quoted = value.chars().anyMatch(c -> " ()@,".indexOf(c) >= 0);
            text.append(indent).append(keyword).append(" = ").append(quoted ? "\"" + value + "\"" : value).append('\n');
        }
    }

    private void plain(String indent, String keyword, String value) {
        text.append(indent).append(keyword).append(" = ").append(value).append('\n');
    }

    private void directors(String key) {
        plain("", "serial_no", "1");
        plain("", "primary", answer("director"));
        line("", "primary_private", answer("private"));
        if (!answer("partner").isEmpty()) {
            plain("", "backup_active", "1");
            plain("", "backup", answer("partner"));
            line("", "backup_private", answer("partner_private"));
            plain("", "heartbeat_key", key);
            line("", "reach", answer("witness").replaceAll("[ ,]+", " "));
            plain("", "sync", "1");
        }
        plain("", "network", answer("forwarding"));
        if (!answer("inner").isEmpty()) {
            plain("", "nat_router", answer("inner") + " " + answer("inner_interface") + ":2");
            plain("", "nat_nmask", "255.255.255.255");
        }
        line("", "data_plane", answer("data_plane").equals("auto") ? "" : answer("data_plane"));
        line("", "email_to", answer("mail"));
    }

    private void service() {
        text.append("\nvirtual ").append(answer("service")).append(" {\n");
        String in = "    ";
        plain(in, "address", answer("address") + " " + answer("interface") + ":1");
        line(in, "vip_nmask", answer("address").contains(":") ? "" : "255.255.255.255");
        plain(in, "port", answer("port"));
        line(in, "check", answer("check"));
        int number = 0;
        for (String server : answer("servers").split("[ ,]+", -1)) {
            number++;
            text.append(in).append("server ").append(answer("service")).append(number).append(" {\n");
            plain(in + in, "address", server);
            plain(in + in, "active", "1");
            text.append(in).append("}\n");
        }
        plain(in, "active", "1");
        text.append("}\n");
    }
}
