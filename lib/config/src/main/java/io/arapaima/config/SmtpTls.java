package io.arapaima.config;

import java.util.Locale;

/** Encryption on the way to the mail server. */
public enum SmtpTls implements Word {
    /** Never. */
    NONE,
    /** STARTTLS when the server offers it. */
    OPTIONAL,
    /** STARTTLS, or no mail (RFC 3207). */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    TLS;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
