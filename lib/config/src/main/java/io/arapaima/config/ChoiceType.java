package io.arapaima.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of a few words, case sensitive.
 *
 * @param choices all legal values
 * @param <E> the enumeration
 */
record ChoiceType<E extends Enum<E> & Word>(List<E> choices) implements ValueType<E> {
    static <E extends Enum<E> & Word> ChoiceType<E> of(Class<E> type) {
        return new ChoiceType<>(List.of(type.getEnumConstants()));
    }

    @Override
    public Optional<E> parse(Argument argument) throws BadValue {
        String text = argument.first();
        return Optional.of(choices.stream().filter(choice -> choice.word().equals(text)).findFirst()
                .orElseThrow(() -> argument.bad(Complaint.ARGUMENT)));
    }

    @Override
    public String format(E value) {
        return value.word();
    }

    @Override
    public String kind() {
        return "one of " + choices.stream().map(Word::word).collect(Collectors.joining(", "));
    }

    @Override
    public String example() {
        return choices.getFirst().word();
    }

    @Override
    public FormField field() {
        return FormField.choice(KeywordInfo.Kind.CHOICE, choices);
    }
}
