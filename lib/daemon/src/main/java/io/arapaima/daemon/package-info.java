/**
 * A daemon's life: its children and its parent, threads whose end is the process's end, signals, pid file, journal, and files that
 * are its own.
 */
@NullMarked
package io.arapaima.daemon;

import org.jspecify.annotations.NullMarked;
