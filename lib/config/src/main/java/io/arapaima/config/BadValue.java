package io.arapaima.config;

/** A value that cannot be taken; the message begins with a {@link Complaint} and ends with the cure. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    BadValue(Complaint complaint, String detail) {
        super(complaint.text() + ": " + detail, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
