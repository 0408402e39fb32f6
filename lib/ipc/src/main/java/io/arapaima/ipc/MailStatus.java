package io.arapaima.ipc;

/**
 * What the hub knows of its mails.
 *
 * @param configured whether lvs.cf names somebody to tell
 * @param waiting mails on the disk that no mail server has taken yet
 * @param failure what went wrong last and how often; empty = nothing
 */
public record MailStatus(boolean configured, int waiting, String failure) {
    /** {@return the same for people} */
    public String words() {
        return configured
                ? waiting + " waiting" + (waiting == 0 ? "" : failure)
                : "off, no email_to" + (waiting == 0 ? "" : "; " + waiting + " waiting");
    }
}
