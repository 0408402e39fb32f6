/** How heartbeats travel: sealed datagrams and streams between directors, and Piranha's own words. */
@NullMarked
package io.arapaima.pulse.wire;

import org.jspecify.annotations.NullMarked;
