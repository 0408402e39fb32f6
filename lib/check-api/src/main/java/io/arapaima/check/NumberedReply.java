package io.arapaima.check;

import io.arapaima.check.CheckResult.Reason;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A reply that begins with a number of three digits, as SMTP, FTP and NNTP servers give it (RFC 959, section 4.2; RFC
 * 5321, section 4.2). A dash behind the number says that more lines follow.
 *
 * @param code 100 to 599
 * @param lines the words of each line, at least one line
 */
public record NumberedReply(int code, List<String> lines) {
    /** SMTP allows 512 octets a line; some servers are wordier. */
    private static final int LONGEST_LINE = 2048;
    /** An answer to EHLO has a dozen lines, the banner of an FTP server sometimes a page. */
    private static final int MOST_LINES = 200;
    private static final int WIDTH = 3;
    private static final Pattern BEGINNING = Pattern.compile("[1-5][0-9]{2}([ -].*)?");

    /** Copies the lines. */
    public NumberedReply {
        lines = List.copyOf(lines);
    }

    /**
     * Reads one reply, however many lines it has.
     *
     * @param connection where it comes from
     * @return the reply
     * @throws IOException what the network said; {@link ProtocolException} if it is no such reply
     */
    public static NumberedReply read(CheckSocket connection) throws IOException {
        String first = connection.readLine(LONGEST_LINE);
        if (!BEGINNING.matcher(first).matches()) {
            throw new ProtocolException("expected a reply that begins with three digits, got " + Quoted.of(first));
        }
        String number = first.substring(0, WIDTH);
        List<String> words = new ArrayList<>(List.of(words(first)));
        boolean more = first.startsWith("-", WIDTH);
        while (more) {
            if (words.size() == MOST_LINES) {
                throw new ProtocolException(
                        "the reply " + Quoted.of(first) + " has more than " + MOST_LINES + " lines");
            }
            String line = connection.readLine(LONGEST_LINE);
            boolean numbered = line.startsWith(number);
            more = !numbered || line.startsWith("-", WIDTH);
            words.add(numbered ? words(line) : line);
        }
        return new NumberedReply(Integer.parseInt(number), words);
    }

    /**
     * Sends a command, and reads the reply to it.
     *
     * @param connection where both go
     * @param command one line, without its end
     * @param charset of the command
     * @return the reply
     * @throws IOException as {@link #read} does
     */
    public static NumberedReply to(CheckSocket connection, String command, Charset charset) throws IOException {
        connection.send((command + "\r\n").getBytes(charset));
        return read(connection);
    }

    /**
     * Sends a command in the bytes that it has in lvs.cf, and reads the reply to it.
     *
     * @param connection where both go
     * @param command one line, without its end
     * @return the reply
     * @throws IOException as {@link #read} does
     */
    public static NumberedReply to(CheckSocket connection, String command) throws IOException {
        connection.send(command + "\r\n");
        return read(connection);
    }

    private static String words(String line) {
        return line.length() <= WIDTH ? "" : line.substring(WIDTH + 1);
    }

    /**
     * Wants a number that begins with a digit, and fails the server otherwise.
     *
     * @param digit 1 to 5; 2 is success, 3 asks for more
     * @param question what was asked, for the message; never a password
     * @return this reply
     * @throws FailedException if it is another number, with the reply
     */
    public NumberedReply expecting(int digit, String question) throws FailedException {
        if (code / 100 == digit) {
            return this;
        }
        throw new FailedException(Reason.CONTENT, "expected " + digit + "xx " + question + ", got " + this);
    }

    /** {@return number and words of the last line, which sums the others up} */
    @Override
    public String toString() {
        return (code + " " + lines.getLast()).strip();
    }
}
