/** The command line: a judge of lvs.cf files, and a window on the hub. Knows nothing that the hub does not tell. */
@NullMarked
package io.arapaima.lvsctl;

import org.jspecify.annotations.NullMarked;
