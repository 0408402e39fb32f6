/** What the hub remembers: what was noticed and told, on disk as a whole, and who brings it there. */
@NullMarked
package io.arapaima.manager.memory;

import org.jspecify.annotations.NullMarked;
