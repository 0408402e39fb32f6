/** The check {@code ntp}: one exchange with a time server (RFC 5905). */
@NullMarked
package io.arapaima.check.ntp;

import org.jspecify.annotations.NullMarked;
