package io.arapaima.check.sendexpect;

/** Text in quotes for a message, shortened: two of them and the words between fit into one line of a journal. */
final class Quoted {
    private static final int MOST = 80;

    private Quoted() {}

    static String of(CharSequence text) {
        return text.length() <= MOST ? "\"" + text + "\"" : "\"" + text.subSequence(0, MOST) + "\"...";
    }
}
