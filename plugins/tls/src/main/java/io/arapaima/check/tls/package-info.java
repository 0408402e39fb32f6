/** The check {@code tls}: the handshake alone, whatever is spoken inside. */
@NullMarked
package io.arapaima.check.tls;

import org.jspecify.annotations.NullMarked;
