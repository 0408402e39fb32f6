/** The check {@code postgresql}: protocol version 3, with SCRAM-SHA-256, MD5 and plain passwords. */
@NullMarked
package io.arapaima.check.postgresql;

import org.jspecify.annotations.NullMarked;
