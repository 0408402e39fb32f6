/** The check {@code send-expect}: bytes out, bytes back, over TCP or UDP. */
@NullMarked
package io.arapaima.check.sendexpect;

import org.jspecify.annotations.NullMarked;
