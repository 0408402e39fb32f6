package io.arapaima.config;

import java.util.Optional;

/** One check or an expression of several. */
record CheckType() implements ValueType<CheckExpression> {
    @Override
    public Optional<CheckExpression> parse(Argument argument) throws BadValue {
        try {
            return Optional.of(CheckExpressionReader.read(argument.first()));
        } catch (CheckExpressionReader.Unreadable problem) {
            throw argument.bad(Complaint.ARGUMENT, problem.cure());
        }
    }

    @Override
    public String format(CheckExpression value) {
        return TextType.quoteIfNeeded(value.toString());
    }

    @Override
    public Object json(CheckExpression value) {
        return value.toString();
    }

    @Override
    public String kind() {
        return "the name of a check, or all(a, b), any(a, b), 2 of (a, b, c)";
    }

    @Override
    public String example() {
        return "http";
    }

    @Override
    public FormField field() {
        return FormField.of(KeywordInfo.Kind.CHECK);
    }
}
