/** The data plane from the hub's side: the kernel or the relay, brought to what is planned and kept there. */
@NullMarked
package io.arapaima.manager.table;

import org.jspecify.annotations.NullMarked;
