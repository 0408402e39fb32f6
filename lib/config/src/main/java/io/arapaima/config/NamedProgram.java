package io.arapaima.config;

import io.arapaima.checkspec.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that a file names and that a director of that file would start.
 *
 * @param line where the keyword stands, from 1
 * @param where the block, {@code virtual web}; empty at the top level
 * @param keyword the keyword that names it
 * @param program a path, or a name that is looked for in PATH; never empty
 * @param encoding of the file, for the bytes of the name
 */
public record NamedProgram(int line, String where, String keyword, String program, Encoding encoding) {
    private static final Set<String> COMMANDS = Set.of(BlockKeywords.SEND_PROGRAM.name(),
            WeightKeywords.QUORUM_UP.name(), WeightKeywords.QUORUM_DOWN.name(), TopKeywords.ACTIVE_CMD.name(),
            TopKeywords.INACTIVE_CMD.name(), FenceKeywords.FENCE_AGENT.name(), "exec_program", "nagios_program",
            "uptime_load_command");
    private static final Set<String> OF_FAILOVER = Set.of(BlockKeywords.START_CMD.name(),
            BlockKeywords.STOP_CMD.name());
    /** Load monitors that are programs of that name. */
    private static final Set<String> MONITORS = Set.of("rup", "ruptime");
    private static final int VALUE = 2;

    /** The programs of a file; those of blocks that are not run are not looked for. */
    static List<NamedProgram> of(Block file, Encoding encoding) {
        List<NamedProgram> found = new ArrayList<>();
        boolean fos = value(file, TopKeywords.SERVICE.name()).filter("fos"::equals).isPresent();
        collect(file, "", found);
        for (Block block : file.blocks(fos ? Block.Kind.FAILOVER : Block.Kind.VIRTUAL)) {
            if (active(block)) {
                collect(block, block.words(), found);
                monitor(file, block, found);
                clientMonitor(block, found);
                block.blocks(Block.Kind.SERVER).stream().filter(NamedProgram::active)
                        .forEach(server -> collect(server, block.words() + " " + server.words(), found));
            }
        }
        return found.stream().map(each -> new NamedProgram(each.line(), each.where(), each.keyword(), each.program(),
                encoding)).toList();
    }

    private static boolean active(Block block) {
        return value(block, BlockKeywords.ACTIVE.name()).filter("1"::equals).isPresent();
    }

    private static Optional<String> value(Block block, String keyword) {
        return statements(block).stream().filter(s -> s.keyword().equals(keyword))
                .map(s -> s.tokens().get(VALUE).text())
                .reduce((_, last) -> last);
    }

    private static List<Statement> statements(Block block) {
        return block.items().stream().filter(Statement.class::isInstance).map(Statement.class::cast)
                .filter(s -> s.tokens().size() > VALUE).toList();
    }

    private static void collect(Block block, String where, List<NamedProgram> found) {
        for (Statement each : statements(block)) {
            boolean started = COMMANDS.contains(each.keyword())
                    || (block.kind() == Block.Kind.FAILOVER && OF_FAILOVER.contains(each.keyword()));
            if (started) {
                add(each.line(), where, each.keyword(), each.tokens().get(VALUE).text(), found);
            }
        }
    }

    /** Piranha's words: a program of that name, the remote shell that reads uptime, or a command. */
    private static void monitor(Block file, Block block, List<NamedProgram> found) {
        String keyword = BlockKeywords.LOAD_MONITOR.name();
        for (Statement each : statements(block)) {
            String monitor = each.tokens().get(VALUE).text();
            boolean command = monitor.chars().anyMatch(c -> c == '/' || Character.isWhitespace(c));
            if (each.keyword().equals(keyword) && (command || MONITORS.contains(monitor))) {
                add(each.line(), block.words(), keyword, monitor, found);
            } else if (each.keyword().equals(keyword) && monitor.equals("uptime")) {
                add(each.line(), block.words(), TopKeywords.RSH_COMMAND.name(),
                        value(file, TopKeywords.RSH_COMMAND.name()).orElse("rsh"), found);
            }
        }
    }

    private static void clientMonitor(Block block, List<NamedProgram> found) {
        String keyword = BlockKeywords.CLIENT_MONITOR.name();
        boolean run = block.kind() == Block.Kind.VIRTUAL && value(block, CheckKeywords.CHECK.name()).isEmpty();
        statements(block).stream().filter(each -> run && each.keyword().equals(keyword)).forEach(each -> {
            String program = each.tokens().get(VALUE).text();
            if (!program.equals(BlockKeywords.NANNY)) {
                add(each.line(), block.words(), keyword, program, found);
            }
        });
    }

    private static void add(int line, String where, String keyword, String command, List<NamedProgram> found) {
        String program = firstWord(command.strip());
        if (!program.isEmpty() && program.indexOf('%') < 0) {
            found.add(new NamedProgram(line, where, keyword, program, Encoding.UTF_8));
        }
    }

    /** Quotes are taken off as the programs' own readers do; what stands behind is no program. */
    private static String firstWord(String command) {
        var word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                break;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    /** {@return the keyword with its place, for messages} */
    public String subject() {
        return (where.isEmpty() ? "" : where + ": ") + keyword;
    }
}
