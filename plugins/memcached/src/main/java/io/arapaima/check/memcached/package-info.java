/** The check {@code memcached}: version and statistics, in the text protocol. */
@NullMarked
package io.arapaima.check.memcached;

import org.jspecify.annotations.NullMarked;
