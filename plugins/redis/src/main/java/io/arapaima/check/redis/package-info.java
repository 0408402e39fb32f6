/** The check {@code redis}: login, PING and role, in RESP 2. */
@NullMarked
package io.arapaima.check.redis;

import org.jspecify.annotations.NullMarked;
