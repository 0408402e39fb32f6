package io.arapaima.config;

import java.net.Inet4Address;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which servers of a block cannot be asked through the virtual address. Each mistake is told once, at the line that made it.
 *
 * @param config the whole configuration
 * @param service the block in the model
 * @param block the block in the file
 * @param catalogue the checks there are
 * @param problems where it is reported
 */
record PathLint(LvsConfig config, VirtualService service, Block block, CheckCatalogue catalogue, Problems problems) {
    private record Objection(int line, String message) {}

    void inspect() {
        if (block.kind() == Block.Kind.FAILOVER) {
            if (block.has(CheckKeywords.CHECK_PATH)) {
                problems.warn(block.lineOf(CheckKeywords.CHECK_PATH), block.words()
                        + ": check_path has no effect in a failover block, which is asked at its virtual address");
            }
        } else if (service.active()) {
            Set<Objection> all = new LinkedHashSet<>();
            List<Block> blocks = block.blocks(Block.Kind.SERVER);
            for (int i = 0; i < blocks.size(); i++) {
                RealServer server = service.servers().get(i);
                Block where = blocks.get(i).has(CheckKeywords.CHECK_PATH) ? blocks.get(i) : block;
                if (server.active() && service.check(server).path() == CheckPath.VIP) {
                    objection(server).ifPresent(message -> all.add(
                            new Objection(where.lineOf(CheckKeywords.CHECK_PATH), message)));
                }
            }
            all.forEach(one -> problems.error(one.line(), Complaint.ARGUMENT,
                    block.words() + ": check_path is vip, " + one.message()));
        }
    }

    private Optional<String> objection(RealServer server) {
        Forwarding forwarding = config.delivery(service, server).forwarding();
        if (config.dataPlane() == DataPlaneKind.RELAY || config.dataPlane() == DataPlaneKind.NONE) {
            return Optional.of("which takes the kernel's table, but data_plane is " + config.dataPlane().word()
                    + "; write check_path = direct");
        }
        if (forwarding == Forwarding.NAT) {
            return Optional.of("but server " + server.name() + " is reached by nat, where packets arrive at its own "
                    + "address, as with check_path = direct; write that, or forwarding = direct or tunnel");
        }
        if (server.address() instanceof Inet4Address != service.address() instanceof Inet4Address) {
            return Optional
                    .of("but server " + server.name() + " and the virtual address are not both IPv4 or both IPv6, "
                            + "so no address of this director towards the server can ask; write check_path = direct");
        }
        return unrouted(service.check(server)).map(name -> "but what check " + name
                + " sends cannot be led there; write check_path = direct, or another check");
    }

    private Optional<String> unrouted(CheckSettings settings) {
        if (settings.check().isEmpty()) {
            return service.clientMonitor().map(_ -> "client_monitor").or(() -> service.sendProgram().map(_ -> "exec"))
                    .or(() -> Optional.of("ping").filter(_ -> service.protocol() == Protocol.SCTP));
        }
        return settings.check().get().parts().stream().map(CheckExpression.Part::check)
                .filter(name -> catalogue.find(name).filter(declared -> !declared.routed()).isPresent()).findFirst();
    }
}
