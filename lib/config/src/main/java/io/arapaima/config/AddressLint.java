package io.arapaima.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are none of one machine, so that nothing sent there could arrive.
 *
 * @param config the whole configuration
 * @param service the block in the model
 * @param block the block in the file
 * @param problems where it is reported
 */
record AddressLint(LvsConfig config, VirtualService service, Block block, Problems problems) {
    private static final int BROADCAST = 255;

    void inspect() {
        boolean marked = service.fwmark() != 0 || block.kind() == Block.Kind.FAILOVER;
        if (service.device().isPresent() && service.active()) {
            service(marked);
        }
        if (block.kind() == Block.Kind.VIRTUAL && service.active()) {
            List<Block> blocks = block.blocks(Block.Kind.SERVER);
            for (int i = 0; i < blocks.size(); i++) {
                server(service.servers().get(i), blocks.get(i));
            }
            service.sorryServer().flatMap(address -> unusable(address, true)).ifPresent(
                    why -> error(block, BlockKeywords.SORRY_SERVER, block.words() + ": sorry_server is "
                            + service.sorryServer().map(Literals::text).orElse("") + ", " + why));
        }
    }

    /** The address of a service by mark is only there to be carried; clients may use others. */
    private void service(boolean marked) {
        unusable(service.address(), false).filter(_ -> !(marked && service.address().isAnyLocalAddress()))
                .ifPresent(why -> error(block, BlockKeywords.ADDRESS, block.words() + ": address is "
                        + Literals.text(service.address()) + ", " + why));
    }

    /** A server without any address is warned of elsewhere: Piranha's files have such. */
    private void server(RealServer server, Block where) {
        if (server.active() && where.has(ServerKeywords.ADDRESS)) {
            unusable(server.address(), true).ifPresent(why -> error(where, ServerKeywords.ADDRESS, block.words() + ": "
                    + where.words() + " has the address " + Literals.text(server.address()) + ", " + why));
        }
    }

    private void error(Block where, Keyword<?> keyword, String message) {
        problems.error(where.lineOf(keyword), Complaint.ARGUMENT, message);
    }

    /** Why, and what to write; the kernel refuses a link-local destination, because it could not say which link. */
    private Optional<String> unusable(InetAddress address, boolean destination) {
        String write = "; write the address of " + (destination ? "the server" : "the service") + ", e.g. address = "
                + (destination ? ServerKeywords.ADDRESS : BlockKeywords.ADDRESS).type().example();
        boolean kernel = config.dataPlane() == DataPlaneKind.AUTO || config.dataPlane() == DataPlaneKind.IPVS;
        if (address.isAnyLocalAddress()) {
            return Optional.of("which is no machine's address" + write);
        }
        if (address.isMulticastAddress()) {
            return Optional.of("which stands for a group of machines (multicast)" + write);
        }
        if (address instanceof Inet4Address && (address.getAddress()[0] & 0xFF) == BROADCAST) {
            return Optional.of("which stands for all machines (broadcast)" + write);
        }
        return destination && kernel && address instanceof Inet6Address && address.isLinkLocalAddress()
                ? Optional.of("a link-local one, which the kernel's table cannot lead to; give the server another "
                        + "address, and write that, e.g. address = 2001:db8::2")
                : Optional.empty();
    }
}
