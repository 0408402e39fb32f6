package io.arapaima.check;

/** Text in quotes for a message, shortened: two of them and the words between fit into one line of a journal. */
public final class Quoted {
    private static final int MOST = 80;

    private Quoted() {}

    /**
     * Quotes what a server said.
     *
     * @param came what it said, as it came: its text, or each byte as the character of that number
     * @return at most {@value #MOST} characters of it in quotes, and dots behind if there were more
     */
    public static String of(CharSequence came) {
        CharSequence text = OptionText.isRaw(came) ? OptionText.said(came.toString()) : came;
        return text.length() <= MOST ? "\"" + text + "\"" : "\"" + text.subSequence(0, MOST) + "\"...";
    }
}
