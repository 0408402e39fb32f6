/** The check {@code dns}: one question over UDP or TCP, its answer, response code and flags. RFC 1035 in an own small codec. */
@NullMarked
package io.arapaima.check.dns;

import org.jspecify.annotations.NullMarked;
