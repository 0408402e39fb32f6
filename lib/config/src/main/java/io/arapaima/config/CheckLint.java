package io.arapaima.config;

import io.arapaima.config.CheckExpression.Part;
import io.arapaima.config.CheckExpression.Quorum;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is odd about the {@code check} of one block and of its servers: a name that counts twice, and a TCP connection to a
 * UDP service.
 *
 * @param service the block in the model
 * @param block the block in the file
 * @param problems where it is reported
 */
record CheckLint(VirtualService service, Block block, Problems problems) {
    private static final String CONNECT = "connect";

    void inspect() {
        inspect(block, block.words(), service.values().find(CheckKeywords.CHECK), service.check().port());
        List<Block> blocks = block.blocks(Block.Kind.SERVER);
        for (int i = 0; i < blocks.size(); i++) {
            CheckSettings settings = service.check(service.servers().get(i));
            if (blocks.get(i).has(CheckKeywords.CHECK)) {
                inspect(blocks.get(i), block.words() + ": " + blocks.get(i).words(), settings.check(),
                        settings.port());
            }
        }
    }

    private void inspect(Block where, String words, Optional<CheckExpression> check, int port) {
        int line = where.lineOf(CheckKeywords.CHECK);
        check.ifPresent(all -> repeated(all).forEach(name -> problems.warn(line, words + ": check is " + all
                + ", where " + name
                + " is named twice side by side; it is asked once, and its answer counts twice; name it "
                + "once, or another check beside it")));
        boolean connects = check.filter(all -> all.parts().stream().anyMatch(p -> p.check().equals(CONNECT)))
                .isPresent();
        if (connects && service.protocol() == Protocol.UDP && port == service.port()) {
            problems.warn(line, words + ": check is " + check.orElseThrow()
                    + ", but protocol is udp; connect opens a TCP "
                    + "connection, which no UDP service answers; write check = udp, dns, sip, ntp, radius or ping, or set "
                    + "check_port to a TCP port of the server");
        }
    }

    /** Inside other parentheses the same name is another condition. */
    private static Set<String> repeated(CheckExpression all) {
        Set<String> twice = new HashSet<>();
        if (all instanceof Quorum quorum) {
            Set<String> once = new HashSet<>();
            quorum.members().forEach(member -> {
                switch (member) {
                    case Part part when !once.add(part.check()) -> twice.add(part.check());
                    case Part _ -> {
                        // for the first time
                    }
                    case Quorum inner -> twice.addAll(repeated(inner));
                }
            });
        }
        return twice;
    }
}
