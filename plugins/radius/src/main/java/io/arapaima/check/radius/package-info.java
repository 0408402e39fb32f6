/** The check {@code radius}: an Access-Request or a Status-Server over UDP (RFC 2865, 2869, 5997). */
@NullMarked
package io.arapaima.check.radius;

import org.jspecify.annotations.NullMarked;
