/**
 * The data plane of the Linux kernel, by sockets alone: no program is ever started. Codecs are pure functions over bytes;
 * one client per concern owns one socket.
 */
@NullMarked
package io.arapaima.ipvs;

import org.jspecify.annotations.NullMarked;
