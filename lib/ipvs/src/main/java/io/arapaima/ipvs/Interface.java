package io.arapaima.ipvs;

import io.arapaima.dataplane.Link;
import java.util.Optional;

/**
 * A network interface as rtnetlink describes it.
 *
 * @param link what the data plane's words say about it
 * @param mac its hardware address, where it speaks Ethernet and neighbours find each other there by asking
 */
record Interface(Link link, Optional<Mac> mac) {
    /** Size of {@code ifinfomsg}. */
    static final int HEADER = 16;
    static final int NEW = 16;
    static final int GET = 18;
    private static final int ADDRESS = 1;
    private static final int NAME = 3;
    private static final int ETHERNET = 1;
    private static final int UP = 0x1;
    private static final int NO_ARP = 0x80;
    private static final int LOWER_UP = 0x10000;

    /** The request for one, or with an empty name for a dump of all. */
    static Netlink.Request request(String name) {
        return new Netlink.Request(GET, writer -> {
            for (int i = 0; i < HEADER; i += Integer.BYTES) {
                writer.put32(0);
            }
            if (!name.isEmpty()) {
                writer.string(NAME, name);
            }
        });
    }

    /** Empty for messages about a part of an interface only, such as a bridge's, which have no name. */
    static Optional<Interface> decode(Message message) throws NetlinkException {
        if (message.type() != NEW) {
            return Optional.empty();
        }
        int flags = message.s32(8);
        boolean asks = message.u16(2) == ETHERNET && (flags & NO_ARP) == 0;
        String name = "";
        Optional<Mac> mac = Optional.empty();
        for (Attributes at = message.attributes(HEADER); at.next();) {
            if (at.type() == NAME) {
                name = at.string();
            } else if (at.type() == ADDRESS && asks) {
                mac = Optional.of(Mac.of(at.bytes(Mac.SIZE), 0));
            }
        }
        var link = new Link(name, message.s32(4), (flags & UP) != 0, (flags & LOWER_UP) != 0);
        return name.isEmpty() ? Optional.empty() : Optional.of(new Interface(link, mac));
    }
}
