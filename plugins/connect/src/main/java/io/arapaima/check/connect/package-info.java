/** The check {@code connect}: a TCP connection can be opened. */
@NullMarked
package io.arapaima.check.connect;

import org.jspecify.annotations.NullMarked;
