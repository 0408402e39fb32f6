package io.arapaima.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options that contradict each other, or are missing, as the rules of their check say; such a check can never decide.
 *
 * @param service the block in the model
 * @param block the block in the file
 * @param catalogue the checks there are
 * @param problems where it is reported
 */
record RuleLint(VirtualService service, Block block, CheckCatalogue catalogue, Problems problems) {
    void inspect() {
        if (!service.active()) {
            return;
        }
        Map<String, Integer> found = new LinkedHashMap<>();
        if (block.kind() == Block.Kind.FAILOVER) {
            inspect(block, service.check(), found);
        }
        List<Block> blocks = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < blocks.size() && block.kind() == Block.Kind.VIRTUAL; i++) {
            RealServer server = service.servers().get(i);
            if (server.active()) {
                inspect(blocks.get(i), service.check(server), found);
                Block where = blocks.get(i);
                service.loadMonitor().ifPresent(
                        name -> inspect(where, name, service.checkOptions(name, server), found));
            }
        }
        found.forEach((text, line) -> problems.error(line, Complaint.ARGUMENT, block.words() + ": " + text));
    }

    private void inspect(Block where, CheckSettings settings, Map<String, Integer> found) {
        settings.check().ifPresent(all -> all.parts().forEach(
                part -> inspect(where, part.check(), settings.options(part.check()), found)));
    }

    private void inspect(Block where, String name, Map<String, String> set, Map<String, Integer> found) {
        Optional<CheckDeclaration> check = catalogue.find(name);
        check.stream().flatMap(declared -> declared.rules().stream())
                .filter(rule -> rule.brokenBy(check.get().options(), set)).forEach(rule -> found.putIfAbsent(
                        "check " + name + ": " + rule.sentence(), line(where, name, rule)));
    }

    /** Where the option is set, else where the check is named, else the block. */
    private int line(Block where, String check, CheckRule rule) {
        String keyword = OptionKeywords.keyword(check) + "_" + OptionKeywords.keyword(rule.option());
        List<Integer> lines = new ArrayList<>();
        for (String each : List.of(keyword, CheckKeywords.CHECK.name(), BlockKeywords.LOAD_MONITOR.name())) {
            for (Block in : List.of(where, block)) {
                in.items().stream().filter(Statement.class::isInstance).map(Statement.class::cast)
                        .filter(statement -> statement.keyword().equals(each)).mapToInt(Statement::line).max()
                        .ifPresent(lines::add);
            }
        }
        lines.add(Math.max(1, where.line()));
        return lines.getFirst();
    }
}
