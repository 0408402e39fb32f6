/** Which director is active: heartbeat and election; starts and supervises lvs-manager. */
@NullMarked
package io.arapaima.pulse;

import org.jspecify.annotations.NullMarked;
