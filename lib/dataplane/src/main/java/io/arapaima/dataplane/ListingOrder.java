package io.arapaima.dataplane;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which ipvsadm 1.31 prints (its {@code libipvs.c}), with its faults: it subtracts unsigned 32-bit numbers and looks
 * at the sign of the result, so 192.0.0.1 stands before 10.0.0.1, and three addresses may have no order at all. What comes out
 * then depends on the way of sorting too, so this merges as the C library's {@code qsort} does. The JDK's sort refuses
 * such an order.
 */
final class ListingOrder {
    private static final int IPV6_WORDS = 4;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;
    private static final int IPPROTO_SCTP = 132;

    private ListingOrder() {}

    static List<Table.Entry> services(Table table) {
        return sorted(table.entries(), (a, b) -> services(a.service().key(), b.service().key()));
    }

    static List<Destination> destinations(Table.Entry entry) {
        return sorted(entry.destinations(), (a, b) -> endpoints(a.key().address(), a.key().port(), b.key().address(),
                b.key().port()));
    }

    /** Firewall mark (none is 0), family, then protocol, address and port, which a mark does not have. */
    private static int services(ServiceKey a, ServiceKey b) {
        int byMark = mark(a) - mark(b);
        if (byMark != 0) {
            return byMark;
        }
        int byFamily = Addresses.family(a).compareTo(Addresses.family(b));
        if (byFamily != 0 || !(a instanceof ServiceKey.Endpoint one) || !(b instanceof ServiceKey.Endpoint two)) {
            return byFamily;
        }
        int byProtocol = number(one.protocol()) - number(two.protocol());
        return byProtocol != 0 ? byProtocol : endpoints(one.address(), one.port(), two.address(), two.port());
    }

    /** The first one's family decides how much of both is compared; the rest of an IPv4 address is zero. */
    private static int endpoints(InetAddress a, int portA, InetAddress b, int portB) {
        int[] one = words(a);
        int[] two = words(b);
        for (int i = 0; i < a.getAddress().length / Integer.BYTES; i++) {
            int difference = one[i] - two[i];
            if (difference != 0) {
                return difference;
            }
        }
        return portA - portB;
    }

    private static int[] words(InetAddress address) {
        var words = new int[IPV6_WORDS];
        byte[] bytes = address.getAddress();
        ByteBuffer.wrap(bytes).asIntBuffer().get(words, 0, bytes.length / Integer.BYTES);
        return words;
    }

    private static int mark(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint _ -> 0;
            case ServiceKey.Mark(long mark, ServiceKey.Family _) -> (int) mark;
        };
    }

    private static int number(Protocol protocol) {
        return switch (protocol) {
            case TCP -> IPPROTO_TCP;
            case UDP -> IPPROTO_UDP;
            case SCTP -> IPPROTO_SCTP;
        };
    }

    private static <T> List<T> sorted(List<T> items, Comparator<T> order) {
        if (items.size() < 2) {
            return items;
        }
        int middle = items.size() / 2;
        List<T> left = sorted(items.subList(0, middle), order);
        List<T> right = sorted(items.subList(middle, items.size()), order);
        var merged = new ArrayList<T>(items.size());
        int l = 0;
        int r = 0;
        while (l < left.size() && r < right.size()) {
            merged.add(order.compare(left.get(l), right.get(r)) <= 0 ? left.get(l++) : right.get(r++));
        }
        merged.addAll(left.subList(l, left.size()));
        merged.addAll(right.subList(r, right.size()));
        return merged;
    }
}
