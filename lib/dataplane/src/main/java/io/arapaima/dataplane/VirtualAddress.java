package io.arapaima.dataplane;

import io.arapaima.checkspec.AddressText;
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
    /** {@return the address with its prefix} */
    public String withPrefix() {
        return AddressText.of(address) + "/" + prefixLength;
    }

    /** {@return its label, or the interface} */
    public String place() {
        return label.isEmpty() ? device : label;
    }

    @Override
    public String toString() {
        return withPrefix() + " on " + place();
    }
}
