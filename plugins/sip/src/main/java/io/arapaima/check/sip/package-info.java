/** The check {@code sip}: one OPTIONS request over UDP, TCP or TLS (RFC 3261, section 11). */
@NullMarked
package io.arapaima.check.sip;

import org.jspecify.annotations.NullMarked;
