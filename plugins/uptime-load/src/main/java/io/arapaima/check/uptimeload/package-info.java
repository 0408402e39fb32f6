/** The check {@code uptime-load}: the load of a real server as Piranha's nanny read it, from the output of a command. */
@NullMarked
package io.arapaima.check.uptimeload;

import org.jspecify.annotations.NullMarked;
