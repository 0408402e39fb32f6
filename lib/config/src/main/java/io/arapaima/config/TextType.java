package io.arapaima.config;

import java.util.Optional;

/**
 * Any text. Its surrounding quotes are no part of it; backslash sequences in it are kept as they are.
 *
 * @param kind what it is, for messages and the manual
 * @param example a good value
 * @param quotes whether the canonical form always has quotes, as Piranha's GUI writes {@code send} and its like
 */
record TextType(String kind, String example, boolean quotes) implements ValueType<String> {
    static TextType of(String kind, String example) {
        return new TextType(kind, example, false);
    }

    static TextType quoted(String kind, String example) {
        return new TextType(kind, example, true);
    }

    @Override
    public Optional<String> parse(Argument argument) {
        return Optional.of(argument.first());
    }

    @Override
    public String format(String value) {
        return quotes ? quote(value) : quoteIfNeeded(value);
    }

    @Override
    public Object json(String value) {
        return value;
    }

    /** Quotes only where the text would otherwise be read as something else. */
    static String quoteIfNeeded(String value) {
        boolean plain = !value.isEmpty() && "\"'#".indexOf(value.charAt(0)) < 0
                && value.chars().noneMatch(c -> c == ' ' || c == '\t');
        return plain ? value : quote(value);
    }

    /**
     * The kind of quotes that does not end too early: a text was read between one kind, so one kind must fit unless it was
     * made by hand; then its double quotes are escaped.
     */
    static String quote(String value) {
        if (fits(value, '"')) {
            return '"' + value + '"';
        }
        return fits(value, '\'') ? '\'' + value + '\'' : '"' + value.replace("\"", "\\\"") + '"';
    }

    static boolean fits(String value, char quote) {
        try {
            var tokens = Lexer.lex(quote + value + quote);
            return tokens.size() == 1 && tokens.getFirst().text().equals(value);
        } catch (BadValue _) {
            return false;
        }
    }

    @Override
    public FormField field() {
        return FormField.of(kind.endsWith("path") ? KeywordInfo.Kind.PATH : KeywordInfo.Kind.TEXT);
    }
}
