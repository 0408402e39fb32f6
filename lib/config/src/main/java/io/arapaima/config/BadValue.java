package io.arapaima.config;

/** A value that cannot be taken; the message begins with a {@link Complaint} and ends with the cure. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String japanese;

    BadValue(Complaint complaint, String detail) {
        this(complaint, detail, detail);
    }

    /** With a detail in Japanese too. */
    BadValue(Complaint complaint, String detail, String japanese) {
        super(complaint.text() + ": " + detail, null, false, false);
        this.japanese = complaint.japanese() + ": " + japanese;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** The same in Japanese; the detail is in English where nobody has written it. */
    String japanese() {
        return japanese;
    }
}
