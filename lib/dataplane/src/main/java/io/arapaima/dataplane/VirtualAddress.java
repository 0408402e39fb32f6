package io.arapaima.dataplane;

import java.net.InetAddress;

/**
 * An address that moves between directors.
 *
 * @param address virtual address, or address of the NAT router
 * @param prefixLength 0 to 32 or 128; 32 and 128 add no route
 * @param device interface without label
 * @param label IPv4 address label such as {@code eth0:1}, at most 15 bytes; empty = none
 */
public record VirtualAddress(InetAddress address, int prefixLength, String device, String label) {
    @Override
    public String toString() {
        return Addresses.text(address) + "/" + prefixLength + " on " + (label.isEmpty() ? device : label);
    }
}
