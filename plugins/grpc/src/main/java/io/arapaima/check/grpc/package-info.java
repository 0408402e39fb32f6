/**
 * The check {@code grpc}: one call of {@code grpc.health.v1.Health/Check} over HTTP/2. A few frames of our own instead of a
 * library: one stream, no flow control worth the name, and header compression without a dynamic table, which we forbid
 * the server.
 */
@NullMarked
package io.arapaima.check.grpc;

import org.jspecify.annotations.NullMarked;
