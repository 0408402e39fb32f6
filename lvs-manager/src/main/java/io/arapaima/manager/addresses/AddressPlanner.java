package io.arapaima.manager.addresses;

import io.arapaima.checkspec.AddressText;
import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.VirtualAddress;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From configuration to the addresses that an active director holds. Pure. As with Piranha each address is wanted
 * once, and the first block that names it says where; unlike there, several may share a label, and a block without a label
 * leaves the interface's own address alone (docs/piranha.md, P26, P14 and P13).
 */
final class AddressPlanner {
    /** The kernel's IFNAMSIZ without the closing zero. */
    private static final int MAX_LABEL = 15;
    private static final int LAST_CLASS_A = 128;
    private static final int LAST_CLASS_B = 192;

    private final Map<InetAddress, VirtualAddress> wanted = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<InetAddress> withoutMask = new ArrayList<>();

    /**
     * What a configuration asks for.
     *
     * @param wanted in the order of lvs.cf, the address of the NAT router first
     * @param warnings what is odd, one sentence each
     */
    record Wish(List<VirtualAddress> wanted, List<String> warnings) {}

    private AddressPlanner() {}

    static Wish plan(LvsConfig config) {
        return new AddressPlanner().active(config);
    }

    private Wish active(LvsConfig config) {
        boolean relay = config.dataPlane() == DataPlaneKind.RELAY;
        if (config.translates() && !relay) {
            config.natRouter().ifPresent(a -> want("nat_router", a, config.natRouterDevice(), config.natNmask()));
        }
        String kind = config.failsOver() ? "failover " : "virtual ";
        // The whole of 127.0.0.0/8 is on every machine, and servers answer the relay itself.
        config.inUse().stream().filter(b -> !relay || !b.address().isLoopbackAddress())
                .forEach(b -> want(kind + b.name(), b.address(), b.device(), b.vipNmask()));
        if (!withoutMask.isEmpty()) {
            warnings.add("no mask for " + withoutMask.stream().map(a -> AddressText.of(a) + " (Piranha took /"
                    + classful(a) + ")").collect(Collectors.joining(", "))
                    + ": added as /32, which makes no route; write vip_nmask or nat_nmask if one is needed");
        }
        return new Wish(List.copyOf(wanted.values()), List.copyOf(warnings));
    }

    private void want(String who, InetAddress address, Optional<String> where, Optional<InetAddress> mask) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            warnings.add(who + ": " + AddressText.of(address) + " cannot be held by a machine; it is not added");
        } else if (where.isEmpty()) {
            warnings.add(who + ": " + AddressText.of(address)
                    + " has no interface in lvs.cf; it is not added, that is left to you");
        } else {
            VirtualAddress one = at(who, address, where.get(), mask);
            VirtualAddress first = wanted.putIfAbsent(address, one);
            if (first == null && mask.isEmpty() && address instanceof Inet4Address) {
                withoutMask.add(address);
            } else if (first != null && !first.equals(one)) {
                warnings.add(who + " wants " + one + ", an earlier block " + first + "; the earlier one holds");
            }
        }
    }

    private VirtualAddress at(String who, InetAddress address, String where, Optional<InetAddress> mask) {
        boolean four = address instanceof Inet4Address;
        int colon = where.indexOf(':');
        String device = colon < 0 ? where : where.substring(0, colon);
        // The kernel has labels for IPv4 only.
        String label = colon < 0 || !four ? "" : where;
        if (label.getBytes(StandardCharsets.UTF_8).length > MAX_LABEL) {
            warnings.add(who + ": the label " + label + " is longer than " + MAX_LABEL + " bytes and is left out");
            label = "";
        }
        int prefix = mask.filter(m -> m instanceof Inet4Address == four)
                .map(m -> new BigInteger(1, m.getAddress()).bitCount()).orElse(four ? 32 : 128);
        return new VirtualAddress(address, prefix, device, label);
    }

    /** What ifconfig gives an address without a mask (docs/piranha.md, P15). */
    private static int classful(InetAddress address) {
        int first = Byte.toUnsignedInt(address.getAddress()[0]);
        return first < LAST_CLASS_A ? 8 : first < LAST_CLASS_B ? 16 : 24;
    }
}
