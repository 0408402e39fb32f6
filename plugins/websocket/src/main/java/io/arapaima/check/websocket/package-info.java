/** The check {@code websocket}: the opening handshake of RFC 6455, and a ping. */
@NullMarked
package io.arapaima.check.websocket;

import org.jspecify.annotations.NullMarked;
