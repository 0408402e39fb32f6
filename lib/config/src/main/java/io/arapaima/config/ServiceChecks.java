package io.arapaima.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The checks of one block: a real server's own settings, before those of the block.
 *
 * @param values of the block
 */
record ServiceChecks(Values values) {
    CheckSettings settings(Optional<RealServer> server, int port) {
        Optional<CheckExpression> check = pick(server, CheckKeywords.CHECK);
        Optional<Long> rise = pick(server, CheckKeywords.RISE);
        CheckPath path = pick(server, CheckKeywords.CHECK_PATH).orElse(CheckPath.DIRECT);
        int usual = path == CheckPath.VIP ? values.get(BlockKeywords.PORT).intValue() : port;
        return new CheckSettings(check, interval(server),
                pick(server, CheckKeywords.CONNECT_TIMEOUT).orElse(timeout()),
                pick(server, CheckKeywords.CHECK_TIMEOUT).orElse(timeout()),
                rise.map(number -> OptionalInt.of(number.intValue())).orElse(OptionalInt.empty()),
                pick(server, CheckKeywords.FALL).orElse(1L).intValue(), path,
                pick(server, CheckKeywords.CHECK_PORT).orElse((long) usual).intValue(),
                check.map(all -> optionsOf(all, server)).orElse(Map.of()));
    }

    private Map<String, Map<String, String>> optionsOf(CheckExpression all, Optional<RealServer> server) {
        Map<String, Map<String, String>> options = new TreeMap<>();
        all.parts().forEach(part -> options.put(part.check(), options(part.check(), server)));
        return options;
    }

    Duration interval(Optional<RealServer> server) {
        return pick(server, CheckKeywords.CHECK_INTERVAL).orElse(timeout());
    }

    Map<String, String> options(String check, Optional<RealServer> server) {
        Map<String, String> options = new TreeMap<>();
        collect(check, values, options);
        server.ifPresent(own -> collect(check, own.values(), options));
        return Map.copyOf(options);
    }

    private static void collect(String check, Values from, Map<String, String> into) {
        String prefix = OptionKeywords.keyword(check) + "_";
        from.options().forEach((keyword, value) -> {
            if (value.check().equals(check)) {
                into.put(value.option(), value.text());
            } else if (!value.resolved() && keyword.startsWith(prefix)) {
                into.put(keyword.substring(prefix.length()).replace('_', '-'), value.text());
            }
        });
    }

    private Duration timeout() {
        return values.get(BlockKeywords.TIMEOUT);
    }

    /** The server's own value, else the block's. */
    <T> Optional<T> pick(Optional<RealServer> server, Keyword<T> keyword) {
        return server.map(RealServer::values).filter(own -> own.has(keyword)).flatMap(own -> own.find(keyword))
                .or(() -> values.find(keyword));
    }
}
