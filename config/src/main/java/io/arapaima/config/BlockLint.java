package io.arapaima.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What is odd about one block.
 *
 * @param config the whole configuration
 * @param service the block in the model
 * @param block the block in the file
 * @param problems where it is reported
 */
record BlockLint(LvsConfig config, VirtualService service, Block block, Problems problems) {
    void inspect() {
        if (!address()) {
            return;
        }
        commands();
        port();
        check();
        persistence();
        servers();
        options();
    }

    private void warn(Keyword<?> keyword, String message) {
        problems.warn(Lint.lineOf(block, keyword), block.words() + ": " + message);
    }

    private boolean virtual() {
        return block.kind() == Block.Kind.VIRTUAL;
    }

    /** Piranha would have used 0.0.0.0, which no client can reach. */
    private boolean address() {
        if (service.device().isPresent()) {
            return true;
        }
        if (virtual()) {
            problems.error(block.line(), Complaint.MISSING_ARGUMENTS,
                    block.words() + " has no address; write a line address = 10.0.0.1 eth0:1 into the block");
        } else {
            problems.warn(block.line(), block.words() + " has no address");
        }
        return false;
    }

    private void commands() {
        if (virtual() && service.startCmd().isPresent()) {
            warn(BlockKeywords.START_CMD, "start_cmd has no effect in a virtual block");
        }
        if (virtual() && service.stopCmd().isPresent()) {
            warn(BlockKeywords.STOP_CMD, "stop_cmd has no effect in a virtual block");
        }
        if (!virtual() && !service.servers().isEmpty()) {
            problems.warn(block.blocks(Block.Kind.SERVER).getFirst().line(),
                    block.words() + ": server blocks have no effect in a failover block");
        }
    }

    private void port() {
        int line = Lint.lineOf(block, BlockKeywords.PORT);
        List<Block> blocks = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < service.servers().size(); i++) {
            Block server = blocks.get(i);
            boolean own = Lint.lineOf(server, ServerKeywords.PORT) != server.line();
            if (!own && server.line() < line && service.servers().get(i).port() != service.port()) {
                problems.warn(line, block.words() + ": port stands behind " + server.words() + ", which therefore has "
                        + "port " + service.servers().get(i).port() + "; move the line above the server blocks");
            }
        }
        if (service.port() == 0 && service.fwmark() == 0 && service.persistent().isZero()) {
            warn(BlockKeywords.PORT, "port 0 needs persistent or fwmark");
        }
    }

    private void check() {
        if (service.send().isPresent() && service.sendProgram().isPresent()) {
            warn(BlockKeywords.SEND, "send has no effect beside send_program; remove one");
        }
        if (service.useRegex() && service.expect().isEmpty()) {
            warn(BlockKeywords.USE_REGEX, "use_regex has no effect without expect");
        }
    }

    private void persistence() {
        if (service.pmask().isPresent() && service.persistent().isZero()) {
            warn(BlockKeywords.PMASK, "pmask has no effect without persistent");
        }
    }

    private void servers() {
        if (virtual() && service.active() && service.servers().stream().noneMatch(RealServer::active)) {
            problems.warn(block.line(), block.words() + " has no active server; write active = 1 into its servers");
        }
        List<Block> blocks = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < blocks.size(); i++) {
            server(service.servers().get(i), blocks.get(i));
        }
        service.sorryServer().filter(this::otherFamily).ifPresent(_ -> warn(BlockKeywords.SORRY_SERVER,
                "sorry_server and the virtual address are not both IPv4 or both IPv6, which needs network = tunnel"));
    }

    private void server(RealServer server, Block where) {
        String words = block.words() + ": " + where.words();
        if (server.address().isAnyLocalAddress()) {
            problems.warn(where.line(), words + " has no address; write a line address = 10.0.0.2 into the block");
        } else if (otherFamily(server.address())) {
            problems.warn(Lint.lineOf(where, ServerKeywords.ADDRESS), words
                    + " and the virtual address are not both IPv4 or both IPv6, which needs network = tunnel");
        }
        if (config.network() != Forwarding.NAT && service.fwmark() == 0 && server.port() != service.port()) {
            problems.warn(Lint.lineOf(where, ServerKeywords.PORT), words + " has port " + server.port()
                    + ", but with network = " + config.network().word() + " packets arrive at port " + service.port());
        }
    }

    private boolean otherFamily(InetAddress address) {
        return virtual() && config.network() != Forwarding.TUNNEL
                && (address instanceof Inet4Address) != (service.address() instanceof Inet4Address);
    }

    /** An option of another check than the one in use is mostly a slip. */
    private void options() {
        Optional<String> check = service.values().find(CheckKeywords.CHECK);
        service.values().options().forEach((keyword, value) -> {
            boolean used = !value.resolved() || value.check().equals(check.orElse(""))
                    || service.loadMonitor().filter(value.check()::equals).isPresent()
                    || service.servers().stream().anyMatch(server -> service.check(server).check()
                            .filter(value.check()::equals).isPresent());
            if (check.isPresent() && !used) {
                int line = block.items().stream().filter(Statement.class::isInstance).map(Statement.class::cast)
                        .filter(statement -> statement.keyword().equals(keyword)).mapToInt(Statement::line).max()
                        .orElse(block.line());
                problems.warn(line, block.words() + ": " + keyword + " has no effect, the check is " + check.get());
            }
        });
    }
}
