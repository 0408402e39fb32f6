package io.arapaima.ipvs;

import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.ServiceKey.Family;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * IPv4 services as the older interface lays them out (kernel: {@code struct ip_vs_get_services} and {@code ip_vs_service_entry}). It
 * does not tell their persistence engine, so it serves to count their destinations, those of the other family included.
 */
final class ServiceEntries {
    private static final int HEADER = 8;
    private static final int SIZE = 104;
    private static final int ADDRESS = 4;
    private static final int PORT = 8;
    private static final int MARK = 12;
    private static final int DESTINATIONS = 44;

    private ServiceEntries() {}

    static int size(int services) {
        return HEADER + services * SIZE;
    }

    /** Asks for so many; what is not filled has no identity afterwards. */
    static void ask(ByteBuffer out, int services) {
        out.putInt(0, services).putInt(4, 0);
        for (int i = 0; i < services; i++) {
            out.putShort(size(i), (short) 0).putInt(size(i) + MARK, 0);
        }
    }

    /** How many destinations each has; services of protocols that the model does not know are left out. */
    static Map<ServiceKey, Integer> counts(ByteBuffer in, int services) throws NetlinkException.Malformed {
        Map<ServiceKey, Integer> counts = HashMap.newHashMap(services);
        for (int i = 0; i < services; i++) {
            int at = size(i);
            long mark = Integer.toUnsignedLong(in.getInt(at + MARK));
            Optional<Protocol> protocol = ServiceFields.protocol(Short.toUnsignedInt(in.getShort(at)));
            int destinations = in.getInt(at + DESTINATIONS);
            if (mark != 0) {
                counts.put(new ServiceKey.Mark(mark, Family.IPV4), destinations);
            } else if (protocol.isPresent()) {
                byte[] address = new byte[Integer.BYTES];
                in.get(at + ADDRESS, address);
                int port = Byte.toUnsignedInt(in.get(at + PORT)) << Byte.SIZE
                        | Byte.toUnsignedInt(in.get(at + PORT + 1));
                counts.put(new ServiceKey.Endpoint(protocol.get(), AddressBytes.read(address, Family.IPV4), port),
                        destinations);
            }
        }
        return counts;
    }
}
