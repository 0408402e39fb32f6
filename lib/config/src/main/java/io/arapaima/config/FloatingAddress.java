package io.arapaima.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address that moves between directors.
 *
 * @param address the address
 * @param device interface with an optional label, {@code eth0:1}; empty only where the address was never given
 */
record FloatingAddress(InetAddress address, Optional<String> device) {}
