/**
 * The check {@code grpc}: one call of {@code grpc.health.v1.Health/Check} over HTTP/2. The two messages are written and read
 * by hand: each has one field.
 */
@NullMarked
package io.arapaima.check.grpc;

import org.jspecify.annotations.NullMarked;
