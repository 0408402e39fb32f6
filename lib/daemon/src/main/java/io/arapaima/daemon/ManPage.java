package io.arapaima.daemon;

import java.util.List;
import java.util.Locale;

/** A page of the manual, written line by line in man's macros of roff. */
public final class ManPage {
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a page.
     *
     * @param name what it is about, for example {@code pulse}
     * @param section 1 for commands, 5 for files, 7 for the rest, 8 for daemons
     * @param summary a few words
     */
    public ManPage(String name, int section, String summary) {
        text.append(".\\\" Made from the program's own declarations.\n.TH \"")
                .append(escaped(name.toUpperCase(Locale.ROOT)))
                .append("\" \"").append(section).append("\" \"\" \"Arapaima ").append(escaped(Version.TEXT))
                .append("\" \"Arapaima\"\n.nh\n.ad l\n");
        heading("NAME");
        text.append(escaped(name)).append(" \\- ").append(marked(summary.strip())).append('\n');
    }

    /**
     * Begins a section.
     *
     * @param title for example {@code OPTIONS}
     * @return this
     */
    public ManPage heading(String title) {
        text.append(".SH ").append('"').append(escaped(title)).append("\"\n");
        return this;
    }

    /**
     * Begins a part of a section.
     *
     * @param title of it
     * @return this
     */
    public ManPage part(String title) {
        text.append(".SS \"").append(marked(title)).append("\"\n");
        return this;
    }

    /**
     * A paragraph; words between backquotes are bold.
     *
     * @param words any text
     * @return this
     */
    public ManPage paragraph(String words) {
        if (!words.isBlank()) {
            text.append(begun() ? "" : ".PP\n").append(line(words)).append('\n');
        }
        return this;
    }

    /**
     * A term and what it means.
     *
     * @param term for example an option with its value
     * @param words what it does; may be empty
     * @return this
     */
    public ManPage item(String term, String words) {
        text.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n").append(line(words)).append('\n');
        return this;
    }

    /**
     * Lines that are shown as they are.
     *
     * @param lines any text
     * @return this
     */
    public ManPage verbatim(List<String> lines) {
        text.append(begun() ? "" : ".PP\n").append(".nf\n");
        lines.forEach(words -> text.append(words.isEmpty() ? "" : line(words)).append('\n'));
        text.append(".fi\n");
        return this;
    }

    /** Whether the last line is a heading, which begins a paragraph by itself. */
    private boolean begun() {
        int last = text.lastIndexOf("\n", text.length() - 2) + 1;
        return text.indexOf(".SH ", last) == last || text.indexOf(".SS ", last) == last;
    }

    private static String line(String words) {
        String shown = marked(words.strip().replaceAll("\\s*\\R\\s*", " "));
        return shown.isEmpty() ? "\\&" : shown.startsWith(".") || shown.startsWith("'") ? "\\&" + shown : shown;
    }

    private static String marked(String words) {
        var shown = new StringBuilder();
        boolean bold = false;
        for (String piece : words.split("`", -1)) {
            shown.append(bold ? "\\fB" + escaped(piece) + "\\fR" : escaped(piece));
            bold = !bold;
        }
        return shown.toString();
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq").replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }

    /** {@return the page} */
    @Override
    public String toString() {
        return text.toString();
    }
}
