package io.arapaima.config;

import java.util.List;

/**
 * What is odd about the {@code client_monitor} of one block.
 *
 * @param service the block in the model
 * @param block the block in the file
 * @param problems where it is reported
 */
record MonitorLint(VirtualService service, Block block, Problems problems) {
    void inspect() {
        service.clientMonitor().ifPresent(this::inspect);
    }

    private void inspect(String program) {
        if (block.kind() == Block.Kind.FAILOVER) {
            warn("has no effect in a failover block; the check of this service decides");
        } else if (service.check().check().isPresent()) {
            warn("has no effect beside check; remove one");
        } else if (!program.startsWith("/")) {
            warn("must be the whole path of its program, such as /usr/local/sbin/" + program.replaceAll(".*/", ""));
        } else {
            List<String> asked = service.servers().stream()
                    .filter(server -> service.monitor(server).isEmpty()).map(RealServer::name).toList();
            if (!asked.isEmpty()) {
                warn("has no effect on server " + String.join(", ", asked) + ", which has a check");
            }
        }
    }

    private void warn(String message) {
        problems.warn(block.lineOf(BlockKeywords.CLIENT_MONITOR),
                block.words() + ": client_monitor " + message);
    }
}
