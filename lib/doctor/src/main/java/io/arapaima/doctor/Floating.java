package io.arapaima.doctor;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address that moves between directors.
 *
 * @param owner the line of lvs.cf that wants it, {@code virtual web} or {@code nat_router}
 * @param address the address
 * @param device interface without a label
 * @param mask its network mask, if the file gives one
 */
record Floating(String owner, InetAddress address, String device, Optional<InetAddress> mask) {
    static Floating of(String owner, InetAddress address, String device, Optional<InetAddress> mask) {
        int label = device.indexOf(':');
        return new Floating(owner, address, label < 0 ? device : device.substring(0, label), mask);
    }

    boolean isSix() {
        return address instanceof Inet6Address;
    }

    String family() {
        return isSix() ? "ipv6" : "ipv4";
    }

    /** The network that comes along with it; empty for a single host. */
    Optional<Prefix> subnet() {
        return mask.filter(m -> m.getAddress().length == address.getAddress().length)
                .map(m -> Prefix.of(address, m)).filter(prefix -> !prefix.isHost()).map(Prefix::first);
    }
}
