/** What the user at the other end of a Unix socket may do, by the groups of its process. Knows no message. */
@NullMarked
package io.arapaima.ipc.peer;

import org.jspecify.annotations.NullMarked;
