/**
 * The words the daemons say to each other: a closed set of messages, one JSON object a line, over a Unix socket whose
 * peer is known by its credentials. Snapshot first, then changes: messages may be lost at a reconnect, state may not.
 */
@NullMarked
package io.arapaima.ipc;

import org.jspecify.annotations.NullMarked;
