package io.arapaima.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is told, and through which mail server.
 *
 * @param to recipients; empty = no mail
 * @param from sender; empty: one made from the director's host name
 * @param host mail server, a name or an address; {@code localhost} unless the file says otherwise
 * @param port its port, 1 to 65535; 25 unless the file says otherwise
 * @param user login; empty = none
 * @param password password of that login
 * @param tls encryption on the way to the mail server
 * @param limit mails an hour about one subject, 1 to 3600; 20 unless the file says otherwise
 * @param reminder time between two mails about what is not well, 60 s at least; empty = one when it begins, and none after
 * @param language of the mails
 */
public record Mail(List<String> to, Optional<String> from, String host, int port, Optional<Secret> user,
        Optional<Secret> password, SmtpTls tls, int limit, Optional<Duration> reminder,
        Language language) {
    /** Copies the recipients. */
    public Mail {
        to = List.copyOf(to);
    }
}
