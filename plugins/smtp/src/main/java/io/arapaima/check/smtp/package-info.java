/** The checks {@code smtp} and {@code submission}: a session with a mail server, as far as its options say (RFC 5321, 6409). */
@NullMarked
package io.arapaima.check.smtp;

import org.jspecify.annotations.NullMarked;
