/**
 * One exchange of HTTP/2 (RFC 9113, header compression RFC 7541) over the connection of a check. Own code instead of a
 * library: libraries keep connections and threads beyond a probe, and none can be held to a deadline by a server that sends
 * one frame at a time. Whatever a server may send has a limit.
 */
@NullMarked
package io.arapaima.http2;

import org.jspecify.annotations.NullMarked;
