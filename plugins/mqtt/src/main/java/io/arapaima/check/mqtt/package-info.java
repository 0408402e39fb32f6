/** The check {@code mqtt}: a session of MQTT 3.1.1, as short as one can be. */
@NullMarked
package io.arapaima.check.mqtt;

import org.jspecify.annotations.NullMarked;
