/**
 * The check {@code ping}: ICMP and ICMPv6 echo through the kernel's datagram ICMP sockets, which need no right but a
 * sysctl, or raw sockets where those are forbidden. Java has no such sockets, hence JNA.
 */
@NullMarked
package io.arapaima.check.ping;

import org.jspecify.annotations.NullMarked;
