/** {@code lvsctl setup}: from a few answers to a director that can be started. */
@NullMarked
package io.arapaima.lvsctl.setup;

import org.jspecify.annotations.NullMarked;
