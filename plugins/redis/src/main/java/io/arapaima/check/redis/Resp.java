package io.arapaima.check.redis;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.Quoted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Redis' serialization protocol, version 2, as far as answers to a check need it. For one connection. */
final class Resp {
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int MOST_ELEMENTS = 1024;
    private static final int DEEPEST = 4;
    /** Of all answers on one connection: what a probe may cost, however the server nests them. */
    private static final int MOST_VALUES = 4096;

    private final CheckSocket connection;
    private int values;

    Resp(CheckSocket connection) {
        this.connection = connection;
    }

    /** An answer. */
    sealed interface Value {
        /** A word, a number or a text. */
        record Text(String text) implements Value {}

        /** Several values. */
        record Several(List<Value> values) implements Value {}

        /** {@return all texts in it, in order; at least one} */
        default List<String> flat() {
            List<String> all = new ArrayList<>();
            add(this, all);
            return all.isEmpty() ? List.of("") : all;
        }

        private static void add(Value value, List<String> all) {
            switch (value) {
                case Text(String text) -> all.add(text);
                case Several(List<Value> values) -> values.forEach(each -> add(each, all));
            }
        }

        /** {@return the first text} */
        default String text() {
            return flat().getFirst();
        }

        /** Wants one word as the answer. */
        default void expecting(String word, String question) throws FailedException {
            if (!text().equals(word)) {
                throw new FailedException(Reason.CONTENT,
                        "expected " + word + " to " + question + ", got " + Quoted.of(text()));
            }
        }
    }

    /**
     * Sends a command and reads the answer.
     *
     * @throws FailedException if the server says an error
     * @throws ProtocolException if the answer is not RESP
     */
    Value ask(List<String> words) throws IOException {
        var out = new ByteArrayOutputStream();
        write(out, "*" + words.size());
        for (String each : words) {
            write(out, "$" + each.getBytes(StandardCharsets.UTF_8).length);
            write(out, each);
        }
        connection.send(out.toByteArray());
        return read(words.getFirst(), 0);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private Value read(String command, int depth) throws IOException {
        if (++values > MOST_VALUES) {
            throw new ProtocolException("the answer to " + command + " has more than " + MOST_VALUES + " values");
        }
        String line = connection.readLine(LONGEST_LINE);
        String rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> new Value.Text(rest);
            case '-' -> throw new FailedException(Reason.CONTENT, "the server answers " + command + " with " + rest);
            case '$' -> text(number(rest, LONGEST_TEXT));
            case '*' -> several(number(rest, MOST_ELEMENTS), command, depth);
            default -> throw new ProtocolException("expected an answer of Redis, got " + Quoted.of(line));
        };
    }

    private static int number(String digits, int most) throws ProtocolException {
        try {
            int number = Integer.parseInt(digits);
            if (number >= -1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new ProtocolException("expected a length of at most " + most + ", got " + Quoted.of(digits));
    }

    /** A length of -1 stands for nothing. */
    private Value text(int length) throws IOException {
        if (length < 0) {
            return new Value.Text("");
        }
        var text = new String(connection.readBytes(length), StandardCharsets.UTF_8);
        connection.readBytes(2);
        return new Value.Text(text);
    }

    private Value several(int count, String command, int depth) throws IOException {
        if (depth == DEEPEST) {
            throw new ProtocolException("the answer to " + command + " nests too deep");
        }
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(read(command, depth + 1));
        }
        return new Value.Several(elements);
    }
}
