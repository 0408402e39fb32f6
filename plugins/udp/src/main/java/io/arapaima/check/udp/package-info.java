/** The check {@code udp}: a payload of any bytes, and what comes back. */
@NullMarked
package io.arapaima.check.udp;

import org.jspecify.annotations.NullMarked;
