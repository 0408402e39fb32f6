/** The check {@code file}: the state of a server as somebody else writes it into a file. */
@NullMarked
package io.arapaima.check.file;

import org.jspecify.annotations.NullMarked;
