package io.arapaima.config;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Writes a model as a new file, in the order and layout of Piranha's GUI. Comments are kept by {@link LvsConfDocument}. */
public final class LvsConfWriter {
    /** Written even where they have their default: who reads the file looks for them. */
    private static final Set<Keyword<?>> ALWAYS = Set.of(TopKeywords.SERIAL_NO, TopKeywords.SERVICE,
            TopKeywords.KEEPALIVE, TopKeywords.DEADTIME, TopKeywords.NETWORK, BlockKeywords.ACTIVE, BlockKeywords.PORT,
            BlockKeywords.SCHEDULER, BlockKeywords.PROTOCOL, BlockKeywords.TIMEOUT, BlockKeywords.REENTRY,
            ServerKeywords.ACTIVE, ServerKeywords.WEIGHT);
    private static final String IN_BLOCK = " ".repeat(5);
    private static final String IN_SERVER = " ".repeat(9);

    private final StringBuilder text = new StringBuilder();

    private LvsConfWriter() {}

    /**
     * The whole configuration as a file. Reading it gives an equal configuration.
     *
     * @param config the configuration; passwords are written as they are
     * @return contents of a file
     */
    public static String write(LvsConfig config) {
        LvsConfWriter writer = new LvsConfWriter();
        writer.values("", Level.TOP, config.values(), ALWAYS::contains);
        config.failovers().forEach(service -> writer.service("failover", service));
        config.virtuals().forEach(service -> writer.service("virtual", service));
        return writer.text.toString();
    }

    private void service(String kind, VirtualService service) {
        open("", kind, service.name());
        values(IN_BLOCK, Level.BLOCK, service.values(), ALWAYS::contains);
        for (RealServer server : service.servers()) {
            open(IN_BLOCK, "server", server.name());
            boolean samePort = server.port() == service.port();
            values(IN_SERVER, Level.SERVER, server.values(),
                    keyword -> ALWAYS.contains(keyword) || (keyword.equals(ServerKeywords.PORT) && !samePort));
            close(IN_BLOCK);
        }
        close("");
    }

    private void open(String indent, String kind, String name) {
        text.append(indent).append(kind).append(' ').append(TextType.quoteIfNeeded(name)).append(" {\n");
    }

    private void close(String indent) {
        text.append(indent).append("}\n");
    }

    private void values(String indent, Level level, Values values, Predicate<Keyword<?>> always) {
        for (Keyword<?> keyword : Keywords.of(level)) {
            boolean inherited = keyword.equals(ServerKeywords.PORT);
            if (always.test(keyword) || (values.has(keyword) && !inherited)) {
                value(indent, keyword, values);
            }
        }
        values.options().forEach((keyword, value) -> line(indent, keyword, TextType.quoteIfNeeded(value.text())));
    }

    private <T> void value(String indent, Keyword<T> keyword, Values values) {
        values.find(keyword).ifPresent(value -> line(indent, keyword.name(), keyword.type().format(value)));
    }

    private void line(String indent, String keyword, String value) {
        List.of(indent, keyword, " = ", value, "\n").forEach(text::append);
    }
}
