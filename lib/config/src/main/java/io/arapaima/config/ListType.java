package io.arapaima.config;

import java.util.List;
import java.util.Optional;

/** {@code [ a b ... ]} on one line, brackets as words of their own. */
record ListType() implements ValueType<List<String>> {
    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Optional<List<String>> parse(Argument argument) throws BadValue {
        List<Token> tokens = argument.tokens();
        if (tokens.size() < 2 || !tokens.getFirst().is("[") || !tokens.getLast().is("]")) {
            throw argument.bad(Complaint.LIST);
        }
        return Optional.of(tokens.subList(1, tokens.size() - 1).stream().map(Token::text).toList());
    }

    @Override
    public String format(List<String> value) {
        return "[ " + String.join(" ", value.stream().map(TextType::quoteIfNeeded).toList()) + " ]";
    }

    @Override
    public Object json(List<String> value) {
        return value;
    }

    @Override
    public String kind() {
        return "a list on one line";
    }

    @Override
    public String example() {
        return "[ a b ]";
    }
}
