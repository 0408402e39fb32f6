package io.arapaima.ipvs;

import io.arapaima.dataplane.VirtualAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Speaks rtnetlink about addresses and interfaces. Errors are the kernel's own. Used by one thread at a time. */
final class AddressClient implements AutoCloseable {
    private final Netlink netlink;

    AddressClient(Netlink netlink) {
        this.netlink = netlink;
    }

    static AddressClient open() throws NetlinkException {
        return new AddressClient(new Netlink(NetlinkSocket.open(NetlinkSocket.ROUTE, 0)));
    }

    /** Reads all interfaces. */
    List<Interface> interfaces() throws NetlinkException {
        return netlink.dump(Interface.request(""), Interface::decode).items();
    }

    /** Reads one interface; {@link Errno#ENODEV} when there is none of that name. */
    Interface named(String name) throws NetlinkException {
        return netlink.get(Interface.request(name), Interface::decode);
    }

    /** Reads all addresses. */
    List<VirtualAddress> addresses() throws NetlinkException {
        Map<Integer, String> names = new HashMap<>();
        interfaces().forEach(i -> names.put(i.link().index(), i.link().name()));
        return netlink.dump(AddressCodec.all(), AddressCodec::decode).items().stream().distinct()
                .filter(told -> names.containsKey(told.index())).map(told -> {
                    String device = names.getOrDefault(told.index(), "");
                    // The kernel gives an address without a label that of its interface.
                    String label = told.label().equals(device) ? "" : told.label();
                    return new VirtualAddress(told.address(), told.prefixLength(), device, label);
                }).toList();
    }

    void hold(VirtualAddress address, Optional<Duration> lifetime) throws NetlinkException {
        netlink.carryOut(AddressCodec.hold(address, named(address.device()).link().index(), lifetime));
    }

    void drop(VirtualAddress address) throws NetlinkException {
        netlink.carryOut(AddressCodec.drop(address, named(address.device()).link().index()));
    }

    @Override
    public void close() {
        netlink.close();
    }
}
