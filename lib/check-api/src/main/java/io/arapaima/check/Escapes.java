package io.arapaima.check;

/**
 * The backslash sequences that texts in lvs.cf have had since Piranha: {@code \\}, {@code \r}, {@code \n}, {@code \t},
 * {@code \'} and {@code \"}. Options reach a check as they stand in the file; a check whose option is a text to send or
 * to compare translates it with this.
 */
public final class Escapes {
    private static final String NAMES = "\\rnt'\"";
    private static final String CHARACTERS = "\\\r\n\t'\"";

    private Escapes() {}

    /**
     * Translates a value of lvs.cf. Unknown sequences and a backslash at the end stay as they are (nanny loops for ever
     * there), so a regular expression may say {@code 1\.[01]} as well as {@code 1\\.[01]}. A single character is not
     * looked at, like in nanny.
     *
     * @param raw the value of an option
     * @return the characters it stands for
     */
    public static String translated(String raw) {
        if (raw.length() < 2) {
            return raw;
        }
        var text = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            int known = raw.charAt(i) == '\\' && i + 1 < raw.length() ? NAMES.indexOf(raw.charAt(i + 1)) : -1;
            if (known >= 0) {
                text.append(CHARACTERS.charAt(known));
                i++;
            } else {
                text.append(raw.charAt(i));
            }
        }
        return text.toString();
    }
}
