/**
 * The checks {@code http} and {@code https}: one request, in HTTP/1.1 or HTTP/2, its status and its body. Blocking sockets and
 * own small readers instead of the JDK's client, which keeps selector threads and pooled connections beyond the probe and
 * cannot be held to a deadline by a server that sends one byte at a time.
 */
@NullMarked
package io.arapaima.check.http;

import org.jspecify.annotations.NullMarked;
