package io.arapaima.ipc.reason;

/** A mail cannot be sent. */
public sealed interface MailAlarm extends Alarm {
    /**
     * The mail server cannot be reached.
     *
     * @param server which, {@code mail server mx:25}
     * @param error the system's words
     */
    record MailUnreachable(String server, String error) implements MailAlarm {}

    /**
     * The mail server does not answer.
     *
     * @param server which
     * @param error the system's words
     */
    record MailSilent(String server, String error) implements MailAlarm {}

    /**
     * The mail server refuses the login.
     *
     * @param server which
     * @param reply its words
     */
    record LoginRefused(String server, String reply) implements MailAlarm {}

    /**
     * The mail server has no STARTTLS, and lvs.cf wants it.
     *
     * @param server which
     * @param tls what lvs.cf says, {@code starttls}
     * @param login whether a login is configured
     */
    record NoStartTls(String server, String tls, boolean login) implements MailAlarm {}

    /**
     * TLS with the mail server fails.
     *
     * @param server which
     * @param error the library's words
     * @param cure what to do, one sentence in English
     */
    record MailTls(String server, String error, String cure) implements MailAlarm {}

    /**
     * The mail server's name is not known.
     *
     * @param server which
     */
    record MailServerUnknown(String server) implements MailAlarm {}

    /**
     * A file with a user or password cannot be read.
     *
     * @param keyword of lvs.cf that names it
     * @param error the system's words
     */
    record LoginUnreadable(String keyword, String error) implements MailAlarm {}

    /**
     * {@code email_from} is no address.
     *
     * @param from what it is
     * @param error what is wrong with it
     */
    record SenderInvalid(String from, String error) implements MailAlarm {}

    /**
     * The mail server cannot be used for another reason.
     *
     * @param server which
     * @param error its words
     */
    record MailUnusable(String server, String error) implements MailAlarm {}

    /**
     * The mail server refuses a recipient.
     *
     * @param reply its words
     */
    record RecipientRefused(String reply) implements MailAlarm {}

    /**
     * The mail server refused a mail for all.
     *
     * @param reply its words
     * @param folder where the mail is kept
     */
    record MailRefused(String reply, String folder) implements MailAlarm {}

    /**
     * The mail server puts a mail off again and again.
     *
     * @param reply its words
     */
    record MailPutOff(String reply) implements MailAlarm {}

    /**
     * The spool cannot be read.
     *
     * @param error the system's words
     */
    record SpoolUnusable(String error) implements MailAlarm {}

    /**
     * Sending failed by a defect.
     *
     * @param error what was thrown
     */
    record SendingFailed(String error) implements MailAlarm {}
}
