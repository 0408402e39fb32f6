package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes texts for the fuzzer: files from the grammar, with some wrong words, and files of the corpus with changes. */
final class TextMaker {
    private static final List<String> WORDS = List.of("virtual", "failover", "server", "{", "}", "=", "[", "]", "#",
            "\"",
            "'", "\\", "\"a b\"", "'c d'", "\"\\\"", "0", "1", "-1", "010", "0x", "99999999999999999999", "1e9", "::1",
            "10.1", "256.1.1.1", "http", "eth0:1", "\"\"", "500ms", "@x", "a@b,c@d", "snmp-load", "connect", "none",
            "*",
            "\u0000", "\u00fc", "\u2028", "\t", "web1.example.com", "255.255.255.0", "{}", "=#",
            // what a red team tried
            "2147483648", "0x7fffffffffffffff", "1e308", "NaN", "99999999999ms", "fe80::1%eth0", "1.2.3.4.5",
            "10.0.0.1 lo:999999", "::1/128", "a".repeat(300), "\"" + "all(".repeat(200) + "\"",
            "\"any(http" + ",http".repeat(300) + ")\"", "\"9999999999 of (http, dns)\"", "\"0 of (http)\"", "all()",
            "\"all(all(all(all(http))))\"", "((((((", "(a+)+$", "(".repeat(500), "[".repeat(500),
            "((a{99999}){99999}){99999}", "(?<=a{1,1000})b", "\\p{X}", "[[:alpha:]]", "[z-a]", "a**", "@/dev/null", "@",
            "@/nonexistent", "%h%p%%", "\u001b[2J\u001b]0;x\u0007", "\u202e\u2028\u65e5", "half", "101%",
            "1 2 3 4 5 6 7 8 9 10", "host:99999", "[::1]:25", ":25", "gue:1:2");
    private static final List<String> ENDS = List.of("\n", "\n", "\n", "\r\n", "\r", "", " \n", " # x\n", "\"\n");

    private final Random random;
    private final List<String> corpus;

    TextMaker(Random random, List<String> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    String next() {
        String text = random.nextInt(3) == 0 ? fromGrammar() : any(corpus);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            text = changed(text);
        }
        return text;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean seldom() {
        return random.nextInt(25) == 0;
    }

    private String fromGrammar() {
        StringBuilder text = new StringBuilder();
        lines(text, Level.TOP, "");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(random.nextBoolean() ? "virtual " : "failover ").append(name()).append(" {").append(end());
            text.append("  address = 10.0.0.").append(random.nextInt(256)).append(" eth0\n");
            lines(text, Level.BLOCK, "  ");
            for (int j = random.nextInt(4); j > 0; j--) {
                text.append("  server ").append(name()).append(" {").append(end());
                lines(text, Level.SERVER, "    ");
                text.append("  }").append(end());
            }
            text.append(seldom() ? "" : "}").append(end());
        }
        return text.toString();
    }

    private String name() {
        return any(List.of("web", "\"my web\"", "#1", "{", "'a b'", "x=y", "s" + random.nextInt(9)));
    }

    private String end() {
        return seldom() ? any(ENDS) : "\n";
    }

    private void lines(StringBuilder text, Level level, String indent) {
        for (int i = random.nextInt(8); i > 0; i--) {
            List<Keyword<?>> keywords = seldom() ? Keywords.of(any(List.of(Level.values()))) : Keywords.of(level);
            Keyword<?> keyword = any(keywords);
            String value = random.nextInt(8) == 0 ? any(WORDS) : keyword.type().example();
            boolean check = keyword.equals(CheckKeywords.CHECK);
            text.append(indent).append(keyword.name()).append(" = ").append(check ? "http" : value).append(end());
        }
        if (level != Level.TOP && random.nextInt(4) == 0) {
            text.append(indent).append("http_path = ").append(any(WORDS)).append(end());
        }
    }

    private String changed(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(12));
        return switch (random.nextInt(7)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + any(WORDS) + text.substring(from);
            case 2 -> text.substring(0, from) + (char) random.nextInt(256) + text.substring(from);
            case 3 -> text.substring(0, from) + " " + any(WORDS) + " " + text.substring(to);
            case 4 ->
                text.substring(0, from) + text.substring(from, to).repeat(random.nextInt(30)) + text.substring(to);
            case 5 -> text.substring(0, from);
            default -> swapped(text);
        };
    }

    private String swapped(String text) {
        List<Line> lines = new ArrayList<>(Line.split(text));
        if (lines.size() > 1) {
            int one = random.nextInt(lines.size());
            lines.add(random.nextInt(lines.size()), lines.remove(one));
        }
        StringBuilder all = new StringBuilder();
        lines.forEach(line -> all.append(line.text()).append(line.ending()));
        return all.toString();
    }
}
