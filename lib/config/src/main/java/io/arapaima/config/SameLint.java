package io.arapaima.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blocks that are one and the same to people, by name, or to the kernel, by key. */
final class SameLint {
    private SameLint() {}

    static void inspect(List<VirtualService> services, List<Block> blocks, Problems problems) {
        Map<String, Integer> names = new HashMap<>();
        Map<String, Integer> keys = new HashMap<>();
        for (int i = 0; i < services.size(); i++) {
            VirtualService service = services.get(i);
            Block block = blocks.get(i);
            repeated(names, service.name(), block, "has the name of the block of line ", problems);
            if (service.active() && service.device().isPresent()) {
                repeated(keys, key(service), block, "is the same service to the kernel as the block of line ",
                        problems);
            }
            Map<String, Integer> serverNames = new HashMap<>();
            List<Block> servers = block.blocks(Block.Kind.SERVER);
            servers.forEach(server -> repeated(serverNames, server.name(), server,
                    "has the name of the block of line ", problems));
        }
    }

    private static void repeated(Map<String, Integer> seen, String what, Block block, String message,
            Problems problems) {
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
