package io.arapaima.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks that are one and the same to people, by name, or to the kernel, by key.
 *
 * @param config the whole configuration
 * @param problems where it is reported
 */
record SameLint(LvsConfig config, Problems problems) {
    void inspect(List<VirtualService> services, List<Block> blocks) {
        Map<String, Integer> names = new HashMap<>();
        Map<String, Integer> keys = new HashMap<>();
        for (int i = 0; i < services.size(); i++) {
            VirtualService service = services.get(i);
            Block block = blocks.get(i);
            repeated(names, service.name(), block, "has the name of the block of line ");
            if (service.active() && service.device().isPresent()) {
                repeated(keys, key(service), block, "is the same service to the kernel as the block of line ");
            }
            servers(service, block);
        }
    }

    private void servers(VirtualService service, Block block) {
        Map<String, Integer> names = new HashMap<>();
        Map<Endpoint, Block> ends = new HashMap<>();
        List<Block> servers = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < servers.size(); i++) {
            Block where = servers.get(i);
            RealServer server = service.servers().get(i);
            repeated(names, where.name(), where, "has the name of the block of line ");
            if (block.kind() == Block.Kind.VIRTUAL && server.active() && !server.address().isAnyLocalAddress()) {
                Endpoint end = end(service, server);
                Block earlier = ends.putIfAbsent(end, where);
                if (earlier != null) {
                    problems.warn(where.line(), block.words() + ": " + where.words() + " is " + end + " as "
                            + earlier.words() + " of line " + earlier.line() + " is, so they are one server with the "
                            + "weight of the first; change the address or the port, or remove one");
                }
            }
        }
        service.sorryServer().map(address -> new Endpoint(Literals.text(address), service.port())).map(ends::get)
                .ifPresent(same -> problems.warn(block.lineOf(BlockKeywords.SORRY_SERVER), block.words()
                        + ": sorry_server is " + same.words() + " of line " + same.line()
                        + ", which is down too when it is needed; write another address, or remove the server"));
    }

    /** Where the packets arrive: only who translates them, or connects by himself, can change the port. */
    private Endpoint end(VirtualService service, RealServer server) {
        boolean own = config.delivery(service, server).forwarding() == Forwarding.NAT
                || config.dataPlane() == DataPlaneKind.RELAY || service.fwmark() != 0;
        return new Endpoint(Literals.text(server.address()), own ? server.port() : service.port());
    }

    private void repeated(Map<String, Integer> seen, String what, Block block, String message) {
        Integer earlier = seen.putIfAbsent(what, block.line());
        if (earlier != null) {
            problems.warn(block.line(), block.words() + " " + message + earlier + "; change one of them");
        }
    }

    private static String key(VirtualService service) {
        return service.fwmark() != 0
                ? "mark " + service.fwmark()
                : service.protocol() + " " + Literals.text(service.address()) + " " + service.port();
    }
}
