/** The checks {@code imap}, {@code imaps}, {@code pop} and {@code pops}: greeting, TLS, login (RFC 9051, 1939, 2595). */
@NullMarked
package io.arapaima.check.mailbox;

import org.jspecify.annotations.NullMarked;
