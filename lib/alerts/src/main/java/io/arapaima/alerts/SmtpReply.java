package io.arapaima.alerts;

/**
 * What the mail server said about one recipient (RFC 5321, 4.2).
 *
 * @param code three digits
 * @param text the code and the words, one line
 */
record SmtpReply(int code, String text) {
    private static final int TOO_MANY_RECIPIENTS = 552;

    boolean accepted() {
        return code >= 200 && code < 300;
    }

    /** Final; 552 at a recipient means 452 (RFC 5321, 4.5.3.1.10). */
    boolean refused() {
        return code >= 500 && code != TOO_MANY_RECIPIENTS;
    }
}
