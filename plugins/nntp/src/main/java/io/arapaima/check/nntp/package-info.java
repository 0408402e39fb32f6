/** The check {@code nntp}: greeting, STARTTLS, login and a group (RFC 3977, 4642, 4643). */
@NullMarked
package io.arapaima.check.nntp;

import org.jspecify.annotations.NullMarked;
