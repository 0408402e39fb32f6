package io.arapaima.checkspec;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text on its way to the operating system, which Java writes in the character set of the locale that this process was started with:
 * where those would be other bytes than stand in the file, a shell writes them.
 */
public final class SystemText {
    private static final Charset JAVAS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private SystemText() {}

    /** Whether Java's own way gives the right bytes. */
    static boolean isRight(String text, Encoding encoding) {
        return Encoding.isAscii(text) || Arrays.equals(text.getBytes(JAVAS), encoding.bytes(text));
    }

    /**
     * The words of a program.
     *
     * @param words the program and its arguments
     * @param encoding of the file where they stand
     * @return what to start: the same words or, where Java would write other bytes, a shell that becomes the program. What that shell
     *     says of a program that is not there is exit code 127, so look before.
     */
    public static List<String> words(List<String> words, Encoding encoding) {
        if (words.stream().allMatch(word -> isRight(word, encoding))) {
            return words;
        }
        var line = new StringBuilder("exec");
        words.forEach(word -> line.append(' ').append(quoted(encoding.bytes(word))));
        return new ArrayList<>(List.of("/bin/sh", "-c", line.toString()));
    }

    /** In quotes for a shell; runs of other bytes than ASCII by printf, in octal numbers. */
    private static String quoted(byte[] word) {
        var quoted = new StringBuilder("'");
        int i = 0;
        while (i < word.length) {
            if (word[i] >= 0) {
                quoted.append(word[i] == '\'' ? "'\\''" : Character.toString(word[i]));
                i++;
                continue;
            }
            quoted.append("'\"$(printf '");
            for (; i < word.length && word[i] < 0; i++) {
                quoted.append('\\').append(Integer.toOctalString(word[i] & 0xFF));
            }
            quoted.append("')\"'");
        }
        return quoted.append('\'').toString();
    }
}
