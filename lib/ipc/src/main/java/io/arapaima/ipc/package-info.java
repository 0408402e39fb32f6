/**
 * The words the daemons say to each other: a closed set of messages, one JSON object a line, over a Unix socket whose
 * peer is known by its credentials. Snapshot first, then changes: messages may be lost at a reconnect, state may not.
 * Beside it what every daemon does with its own life: what it started, its child, its pid file, its signals.
 */
@NullMarked
package io.arapaima.ipc;

import org.jspecify.annotations.NullMarked;
