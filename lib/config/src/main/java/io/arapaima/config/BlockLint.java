package io.arapaima.config;

import io.arapaima.checkspec.Repetitions;
import java.net.Inet6Address;
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
        ineffective();
        port();
        check();
        new CheckLint(service, block, problems).inspect();
        new MonitorLint(service, block, problems).inspect();
        sorry();
        persistence();
        scheduler();
        servers();
        options();
        if (virtual()) {
            new UdpLint(service, block, problems).inspect();
            new DeliveryLint(config, service, block, problems).inspect();
        }
    }

    private void warn(Keyword<?> keyword, String message) {
        problems.warn(block.lineOf(keyword), block.words() + ": " + message);
    }

    private void error(Keyword<?> keyword, String message) {
        problems.error(block.lineOf(keyword), Complaint.ARGUMENT, block.words() + ": " + message);
    }

    private void ineffective() {
        for (Keyword<?> keyword : List.of(BlockKeywords.MASTER, BlockKeywords.DIRS)) {
            if (service.values().has(keyword)) {
                warn(keyword, keyword.name() + " has no effect, as in Piranha; remove the line");
            }
        }
    }

    private void sorry() {
        if (service.values().has(BlockKeywords.SORRY_CHECK) && service.sorryServer().isEmpty()) {
            warn(BlockKeywords.SORRY_CHECK, "sorry_check has no effect without sorry_server");
        }
    }

    private boolean virtual() {
        return block.kind() == Block.Kind.VIRTUAL;
    }

    private boolean run() {
        return service.active() && config.failsOver() != virtual();
    }

    /** Piranha would have used 0.0.0.0, which no client can reach. */
    private boolean address() {
        if (service.device().isPresent()) {
            return true;
        }
        if (run()) {
            problems.error(block.line(), Complaint.MISSING_ARGUMENTS,
                    block.words() + " has no address; write a line address = 10.0.0.1 eth0:1 into the block");
        } else {
            problems.warn(block.line(), block.words() + " has no address; that is no error as long as it is not run");
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
        if (virtual() && service.values().has(BlockKeywords.COMMAND_TIMEOUT)) {
            warn(BlockKeywords.COMMAND_TIMEOUT, "command_timeout has no effect in a virtual block");
        }
        if (!virtual() && run()) {
            command(BlockKeywords.START_CMD, service.startCmd(), "the address moves, and nothing starts the service");
            command(BlockKeywords.STOP_CMD, service.stopCmd(), "the service goes on where the role was given up");
        }
        if (!virtual() && !service.servers().isEmpty()) {
            problems.warn(block.blocks(Block.Kind.SERVER).getFirst().line(),
                    block.words() + ": server blocks have no effect in a failover block");
        }
    }

    private void command(Keyword<String> keyword, Optional<String> command, String otherwise) {
        if (command.isEmpty()) {
            problems.warn(block.line(), block.words() + " has no " + keyword.name() + ", so " + otherwise);
        } else if (!command.get().startsWith("/")) {
            warn(keyword, keyword.name() + " should begin with the whole path of its program, because daemons have "
                    + "another PATH than you; write " + keyword.name() + " = \"/usr/sbin/" + command.get() + "\"");
        }
    }

    private void port() {
        int line = block.lineOf(BlockKeywords.PORT);
        List<Block> blocks = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < service.servers().size(); i++) {
            Block server = blocks.get(i);
            boolean own = server.lineOf(ServerKeywords.PORT) != server.line();
            if (!own && server.line() < line && service.servers().get(i).port() != service.port()) {
                problems.warn(line, block.words() + ": port stands behind " + server.words() + ", which therefore has "
                        + "port " + service.servers().get(i).port() + "; move the line above the server blocks");
            }
        }
        if (service.port() == 0 && service.fwmark() == 0 && service.persistent().isZero()) {
            everyPort();
        }
    }

    /** The kernel takes the service and then refuses every connection, so no table is better than that. */
    private void everyPort() {
        boolean kernel = config.dataPlane() == DataPlaneKind.AUTO || config.dataPlane() == DataPlaneKind.IPVS;
        String message = "port 0 is every port, which needs persistent or fwmark";
        if (kernel && virtual() && service.active()) {
            error(BlockKeywords.PORT, message + "; write persistent = 300, or the number of a port");
        } else {
            warn(BlockKeywords.PORT, message);
        }
    }

    private void check() {
        if (service.send().isPresent() && service.sendProgram().isPresent()) {
            warn(BlockKeywords.SEND, "send has no effect beside send_program; remove one");
        }
        service.check().check().filter(all -> !virtual() && all instanceof CheckExpression.Quorum).ifPresent(
                all -> error(CheckKeywords.CHECK, "check is " + all + "; a failover block has one check, name one"));
        if (service.useRegex() && service.expect().isEmpty()) {
            warn(BlockKeywords.USE_REGEX, "use_regex has no effect without expect");
        }
        service.expect().filter(expect -> service.useRegex() && Repetitions.tooManyOfPosix(expect))
                .ifPresent(expect -> error(BlockKeywords.EXPECT,
                        "expect is " + Quote.of(expect) + "; " + Repetitions.TOO_MANY));
    }

    private void persistence() {
        if (service.pmask().isPresent() && service.persistent().isZero()) {
            warn(BlockKeywords.PMASK, "pmask has no effect without persistent");
        }
        boolean ipv6 = service.address() instanceof Inet6Address;
        ClientMask mask = service.values().get(BlockKeywords.PMASK);
        if (service.values().has(BlockKeywords.PMASK) && !mask.fits(ipv6)) {
            error(BlockKeywords.PMASK, "pmask is " + mask + ", but the virtual address is "
                    + (ipv6 ? "IPv6; write a prefix length, pmask = 64" : "IPv4; write a mask, pmask = 255.255.255.0"));
        }
        if (service.persistenceEngine().isPresent() && service.persistent().isZero()) {
            warn(BlockKeywords.PERSISTENCE_ENGINE, "persistence_engine has no effect without persistent");
        } else if (service.persistenceEngine().isPresent() && service.protocol() != Protocol.UDP) {
            warn(BlockKeywords.PERSISTENCE_ENGINE, "persistence_engine = sip has no effect without protocol = udp");
        }
    }

    private void scheduler() {
        List<String> ignored = service.schedulerFlags().stream().filter(flag -> !flag.obeyedBy(service.scheduler()))
                .map(SchedulerFlag::word).toList();
        if (!ignored.isEmpty()) {
            warn(BlockKeywords.SCHEDULER_FLAGS, "scheduler_flags " + String.join(" ", ignored)
                    + " has no effect with scheduler = " + service.scheduler().word());
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
    }

    private void server(RealServer server, Block where) {
        if (server.address().isAnyLocalAddress()) {
            problems.warn(where.line(), block.words() + ": " + where.words()
                    + " has no address; write a line address = 10.0.0.2 into the block");
        }
    }

    /** An option of another check than the one in use is mostly a slip. */
    private void options() {
        Optional<CheckExpression> check = service.values().find(CheckKeywords.CHECK);
        service.values().options().forEach((keyword, value) -> {
            boolean used = !value.resolved() || names(check, value.check())
                    || service.loadMonitor().filter(value.check()::equals).isPresent()
                    || service.servers().stream().anyMatch(server -> names(service.check(server).check(),
                            value.check()));
            if (check.isPresent() && !used) {
                int line = block.items().stream().filter(Statement.class::isInstance).map(Statement.class::cast)
                        .filter(statement -> statement.keyword().equals(keyword)).mapToInt(Statement::line).max()
                        .orElse(block.line());
                problems.warn(line, block.words() + ": " + keyword + " has no effect, the check is " + check.get());
            }
        });
    }

    private static boolean names(Optional<CheckExpression> all, String check) {
        return all.filter(one -> one.parts().stream().anyMatch(part -> part.check().equals(check))).isPresent();
    }
}
