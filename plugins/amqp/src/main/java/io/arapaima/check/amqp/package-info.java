/** The check {@code amqp}: greeting, login and a queue, in AMQP 0-9-1. */
@NullMarked
package io.arapaima.check.amqp;

import org.jspecify.annotations.NullMarked;
