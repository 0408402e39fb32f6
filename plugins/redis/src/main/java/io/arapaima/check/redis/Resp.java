package io.arapaima.check.redis;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.Quoted;
import io.arapaima.check.UndecidedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Redis' serialization protocol, version 2, as far as answers to a check need it. For one connection. */
final class Resp {
    private static final int LONGEST_LINE = 1024;
    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int MOST_ELEMENTS = 1024;
    private static final int DEEPEST = 4;
    /** Of all answers on one connection: what a probe may cost, however the server nests them. */
    private static final int MOST_VALUES = 4096;
    /** ROLE of a replica begins with five texts; of them four are looked at. */
    private static final int MOST_KEPT = 5;

    private final CheckSocket connection;
    private int values;

    Resp(CheckSocket connection) {
        this.connection = connection;
    }

    /**
     * An answer, of which the beginning is kept: no question needs more.
     *
     * @param words the first texts in it, in order, however they are nested
     */
    record Value(List<String> words) {
        /** {@return the first text; empty when there is none} */
        String text() {
            return words.isEmpty() ? "" : words.getFirst();
        }

        /** Wants one word as the answer. */
        void expecting(String word, String question) throws FailedException {
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
            write(out, "$" + OptionText.bytes(each).length);
            write(out, each);
        }
        connection.send(out.toByteArray());
        List<String> kept = new ArrayList<>();
        read(words.getFirst(), 0, kept);
        return new Value(List.copyOf(kept));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(OptionText.bytes(text + "\r\n"));
    }

    private void read(String command, int depth, List<String> kept) throws IOException {
        if (++values > MOST_VALUES) {
            throw new ProtocolException("the answer to " + command + " has more than " + MOST_VALUES + " values");
        }
        String line = connection.readLine(LONGEST_LINE);
        String rest = line.isEmpty() ? "" : line.substring(1);
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> keep(rest, kept);
            case '-' -> throw refused(command, rest);
            case '$' -> text(number(rest, LONGEST_TEXT), kept);
            case '*' -> several(number(rest, MOST_ELEMENTS), command, depth, kept);
            default -> throw new ProtocolException("expected an answer of Redis, got " + Quoted.of(line));
        }
    }

    /** What the server asks of the check's own login says neither that it is well nor that it is not: it may still be loading. */
    private static IOException refused(String command, String words) {
        if (words.startsWith("NOAUTH") || words.equals("ERR operation not permitted")) {
            return new UndecidedException("the server wants a password; set redis_password (" + words + ")");
        }
        if (words.startsWith("NOPERM")) {
            return new UndecidedException(
                    "the user of the check may not run " + command + "; let it: ACL SETUSER NAME +"
                            + command.toLowerCase(Locale.ROOT) + " (" + words + ")");
        }
        return new FailedException(Reason.CONTENT, "the server answers " + command + " with " + words);
    }

    private static void keep(String text, List<String> kept) {
        if (kept.size() < MOST_KEPT) {
            kept.add(text);
        }
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

    /** A length of -1 stands for nothing. What is not kept is not held either. */
    private void text(int length, List<String> kept) throws IOException {
        if (length < 0) {
            keep("", kept);
            return;
        }
        if (kept.size() < MOST_KEPT) {
            keep(OptionText.said(connection.readBytes(length)), kept);
        } else {
            connection.skip(length);
        }
        connection.skip(2);
    }

    private void several(int count, String command, int depth, List<String> kept) throws IOException {
        if (depth == DEEPEST) {
            throw new ProtocolException("the answer to " + command + " nests too deep");
        }
        for (int i = 0; i < count; i++) {
            read(command, depth + 1, kept);
        }
    }
}
