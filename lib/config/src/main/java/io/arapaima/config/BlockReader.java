package io.arapaima.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.Optional;

/** From the statements of one block to its values. */
final class BlockReader {
    private final Level level;
    private final Names names;
    private final CheckWords checks;
    private final Problems problems;
    private final Values.Builder values = new Values.Builder();
    private final Map<String, Integer> lines = new HashMap<>();

    BlockReader(Level level, Names names, CheckWords checks, Problems problems) {
        this.level = level;
        this.names = names;
        this.checks = checks;
        this.problems = problems;
    }

    Values.Builder values() {
        return values;
    }

    void read(Statement statement) {
        try {
            Optional<Keyword<?>> keyword = Keywords.find(level, statement.keyword());
            if (keyword.isPresent()) {
                read(statement, keyword.get());
            } else if (level != Level.TOP && checks.isOption(statement.keyword())) {
                option(statement);
            } else {
                throw unknown(statement.keyword());
            }
        } catch (BadValue problem) {
            problems.error(statement.line(), problem);
        }
    }

    private <T> void read(Statement statement, Keyword<T> keyword) throws BadValue {
        ValueType<T> type = keyword.type();
        Argument argument = argument(statement, type.kind(), type.example(), type.fewest(), type.most());
        if (keyword.origin() == Keyword.Origin.LEFTOVER) {
            problems.warn(statement.line(), keyword.name() + " was written by old GUIs and has no effect "
                    + level.words() + "; remove the line");
            return;
        }
        Optional<T> value = type.parse(argument);
        values.put(keyword, value);
        warnOfRepetition(statement);
        value.filter(CheckExpression.class::isInstance).map(CheckExpression.class::cast).ifPresent(
                all -> all.parts().forEach(part -> checks.checkName(statement.line(), part.check())));
    }

    private void option(Statement statement) throws BadValue {
        String keyword = statement.keyword();
        Argument argument = argument(statement, checks.kind(keyword), checks.example(keyword), 1, 1);
        values.put(keyword, checks.option(statement.line(), argument));
        warnOfRepetition(statement);
    }

    private void warnOfRepetition(Statement statement) {
        Integer earlier = lines.put(statement.keyword(), statement.line());
        if (earlier != null) {
            problems.warn(statement.line(),
                    statement.keyword() + " stands in line " + earlier + " already; this line wins, remove one");
        }
    }

    private Argument argument(Statement statement, String kind, String example, int fewest, int most) throws BadValue {
        String keyword = statement.keyword();
        List<Token> tokens = statement.tokens();
        String cure = "write " + keyword + " = " + example;
        if (tokens.size() < 2 || !tokens.get(1).is("=")) {
            throw new BadValue(Complaint.EQUAL, cure + ", with a blank on each side of =",
                    keyword + " = " + example + " のように、= の前後に空白を入れてください");
        }
        List<Token> arguments = tokens.subList(2, tokens.size());
        if (arguments.size() < fewest) {
            throw new BadValue(Complaint.MISSING_ARGUMENTS, keyword + " takes " + kind + "; " + cure,
                    keyword + "。" + Japanese.value(kind, "").orElse(kind) + "を指定してください (例: " + keyword + " = " + example
                            + ")");
        }
        if (arguments.size() > most) {
            throw new BadValue(Complaint.UNEXPECTED_ARGUMENTS, shown(keyword, arguments.get(most))
                    + " is too much; put quotes around a text with blanks, and a blank before the # of a comment",
                    shown(keyword, arguments.get(most)) + "。空白を含む値は引用符で囲み、コメントの # の前には空白を入れてください");
        }
        return new Argument(keyword, kind, example, arguments, names,
                warning -> problems.warn(statement.line(), warning));
    }

    private static String shown(String keyword, Token token) {
        return Secret.isKeyword(keyword)
                ? keyword + ": what follows the first word"
                : keyword + ": " + Quote.of(token.text());
    }

    /** Shows nothing behind an equal sign: it may be a password. */
    private BadValue unknown(String word) {
        if (problems.full()) {
            return new BadValue(Complaint.COMMAND, Quote.of(word));
        }
        int equal = word.indexOf('=');
        if (equal > 0) {
            String keyword = word.substring(0, equal);
            return new BadValue(Complaint.COMMAND,
                    Quote.of(keyword + "=") + " has no blanks around the equal sign; write " + "KEYWORD = VALUE",
                    Quote.of(keyword + "=") + "。= の前後に空白を入れてください");
        }
        List<Level> elsewhere = List.of(Level.values()).stream()
                .filter(other -> other != level && Keywords.find(other, word).isPresent()).toList();
        Optional<String> near = elsewhere.isEmpty() ? Nearest.to(word, checks.words(level)) : Optional.empty();
        String cure = elsewhere.isEmpty()
                ? near.map(n -> "did you mean " + n + "?").orElse("docs/lvs.cf.md lists all keywords")
                : "it belongs " + elsewhere.stream().map(Level::words).collect(Collectors.joining(" or "));
        String japanese = elsewhere.isEmpty()
                ? near.map(n -> n + " の間違いではありませんか").orElse("キーワードの一覧は docs/lvs.cf.md にあります")
                : elsewhere.stream().map(Level::japanese).collect(Collectors.joining("、")) + "に書いてください";
        return new BadValue(Complaint.COMMAND, Quote.of(word) + " is no keyword " + level.words() + "; " + cure,
                Quote.of(word) + " は、" + level.japanese() + "のキーワードではありません。" + japanese);
    }
}
