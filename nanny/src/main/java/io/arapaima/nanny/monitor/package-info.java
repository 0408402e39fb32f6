/** The programs of {@code client_monitor}: started in nanny's place under its old command line, and heard. */
@NullMarked
package io.arapaima.nanny.monitor;

import org.jspecify.annotations.NullMarked;
