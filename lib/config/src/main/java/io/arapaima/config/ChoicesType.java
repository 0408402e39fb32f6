package io.arapaima.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Some of a few words, case sensitive, separated by blanks or commas; their order means nothing.
 *
 * @param choices all legal words
 * @param <E> the enumeration
 */
record ChoicesType<E extends Enum<E> & Word>(List<E> choices) implements ValueType<List<E>> {
    private static final Pattern SEPARATOR = Pattern.compile("[, \t]+");

    static <E extends Enum<E> & Word> ChoicesType<E> of(Class<E> type) {
        return new ChoicesType<>(List.of(type.getEnumConstants()));
    }

    @Override
    public int most() {
        return 2 * choices.size();
    }

    @Override
    public Optional<List<E>> parse(Argument argument) throws BadValue {
        List<String> words = new ArrayList<>(argument.tokens().stream().map(Token::text)
                .flatMap(SEPARATOR::splitAsStream).filter(word -> !word.isEmpty()).toList());
        List<E> chosen = choices.stream().filter(choice -> words.contains(choice.word())).toList();
        words.removeIf(word -> chosen.stream().anyMatch(choice -> choice.word().equals(word)));
        if (!words.isEmpty()) {
            throw argument.bad(Complaint.ARGUMENT, Quote.of(words.getFirst()) + " is none of them; write " + kind());
        }
        return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
    }

    @Override
    public String format(List<E> value) {
        return value.stream().map(Word::word).collect(Collectors.joining(" "));
    }

    @Override
    public Object json(List<E> value) {
        return value.stream().map(Word::word).toList();
    }

    @Override
    public String kind() {
        return "some of " + choices.stream().map(Word::word).collect(Collectors.joining(", "));
    }

    @Override
    public String example() {
        return choices.getFirst().word();
    }

    @Override
    public FormField field() {
        return FormField.choice(KeywordInfo.Kind.CHOICES, choices);
    }
}
