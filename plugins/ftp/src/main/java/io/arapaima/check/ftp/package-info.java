/** The check {@code ftp}: greeting, AUTH TLS, login and a file's size (RFC 959, 3659, 4217). */
@NullMarked
package io.arapaima.check.ftp;

import org.jspecify.annotations.NullMarked;
