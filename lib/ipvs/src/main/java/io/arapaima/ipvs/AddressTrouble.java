package io.arapaima.ipvs;

import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.VirtualAddress;
import java.util.stream.Collectors;

/** What a refusal of the kernel means for whoever runs the director. */
final class AddressTrouble {
    private AddressTrouble() {}

    static DataPlaneException explain(String deed, VirtualAddress address, NetlinkException error,
            AddressClient client) {
        String why = error instanceof NetlinkException.Refused refused
                ? cure(address, refused, client)
                : String.valueOf(error.getMessage());
        return new DataPlaneException(address + " cannot be " + deed + ": " + why, error);
    }

    private static String cure(VirtualAddress address, NetlinkException.Refused refused, AddressClient client) {
        String device = address.device();
        return switch (refused.errno()) {
            case EPERM ->
                "the right is missing (EPERM); give lvs-manager CAP_NET_ADMIN and CAP_NET_RAW, or run it as root";
            case ENODEV, ENXIO ->
                "there is no interface " + device + ", which lvs.cf names; there are: " + names(client);
            case EACCES -> "IPv6 is off on " + device + " (EACCES); sysctl -w net.ipv6.conf."
                    + device.replace('.', '/') + ".disable_ipv6=0";
            case ENETDOWN -> device + " is down; ip link set " + device + " up";
            default -> String.valueOf(refused.getMessage());
        };
    }

    private static String names(AddressClient client) {
        try {
            synchronized (client) {
                return client.interfaces().stream().map(i -> i.link().name()).sorted()
                        .collect(Collectors.joining(", "));
            }
        } catch (NetlinkException e) {
            return "unknown (" + e.getMessage() + ")";
        }
    }
}
