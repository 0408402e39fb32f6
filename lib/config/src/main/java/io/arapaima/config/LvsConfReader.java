package io.arapaima.config;

import io.arapaima.checkspec.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code lvs.cf}. What Piranha 0.8.6 accepts is accepted and means the same; what it rejects is rejected at the same
 * line with a message that begins as its own, unless accepting it is plainly better.
 */
public final class LvsConfReader {
    /** A thousand services with a hundred servers each are about 12 million characters. */
    static final int MAX_CHARACTERS = 16 << 20;

    private LvsConfReader() {}

    /**
     * Reads a file for use. Looks its host names up, all together, and so may block as long as the resolver does.
     *
     * @param text contents of the file
     * @param catalogue the check plugins there are
     * @param resolver where host names are looked up
     * @return the model unless there are errors, and every problem
     */
    public static ReadResult read(String text, CheckCatalogue catalogue, HostResolver resolver) {
        return read(new Source(text, Encoding.UTF_8, catalogue, false), resolver);
    }

    /**
     * Reads a file for use, with what it says of its encoding.
     *
     * @param file as it was loaded
     * @param catalogue the check plugins there are
     * @param resolver where host names are looked up
     * @return the model unless there are errors, and every problem
     */
    public static ReadResult read(LvsConfFile file, CheckCatalogue catalogue, HostResolver resolver) {
        return read(new Source(file.text(), file.encoding(), catalogue, false), resolver);
    }

    /**
     * Reads a file to judge it: as {@link #read}, but a missing closing brace, which Piranha overlooks, is an error.
     *
     * @param text contents of the file
     * @param catalogue the check plugins there are
     * @param resolver where host names are looked up
     * @return the model unless there are errors, and every problem
     */
    public static ReadResult check(String text, CheckCatalogue catalogue, HostResolver resolver) {
        return read(new Source(text, Encoding.UTF_8, catalogue, true), resolver);
    }

    /** What is read, and by which rules. */
    private record Source(String text, Encoding encoding, CheckCatalogue catalogue, boolean strict) {}

    private static ReadResult read(Source source, HostResolver resolver) {
        var names = new Names();
        return withoutNames(source, names).orElseGet(() -> read(source, names.asked(resolver)));
    }

    /** Empty when there are names to look up; what was read until then is no longer held. */
    private static Optional<ReadResult> withoutNames(Source source, Names names) {
        ReadResult result = read(source, names);
        return names.none() ? Optional.of(result) : Optional.empty();
    }

    private static ReadResult read(Source source, Names names) {
        String text = source.text();
        Problems problems = new Problems();
        boolean readable = !text.isEmpty() && text.length() <= MAX_CHARACTERS;
        List<Line> lines = Line.split(readable ? text : "");
        Block file = TreeReader.read(lines, problems);
        if (text.isEmpty()) {
            problems.error(0, Complaint.EMPTY, "the file has no characters at all; write at least a virtual block");
        } else if (!readable) {
            problems.error(1, Complaint.ARGUMENT, "the file has " + text.length() + " characters, the limit is "
                    + MAX_CHARACTERS + "; is it an lvs.cf at all?");
        }
        LvsConfig config = new ModelReader(new CheckWords(source.catalogue(), file, problems), names, problems).read(
                file,
                source.encoding());
        UnclosedBlocks.inspect(file, lines.size(), source.strict(), problems);
        if (!problems.hasErrors()) {
            Lint.inspect(config, file, source.catalogue(), problems);
        }
        Optional<LvsConfig> usable = problems.hasErrors() ? Optional.empty() : Optional.of(config);
        return new ReadResult(usable, problems.sorted(), new LvsConfDocument(lines, file));
    }

    /** From the tree to the model. */
    private record ModelReader(CheckWords checks, Names names, Problems problems) {
        LvsConfig read(Block file, Encoding encoding) {
            BlockReader top = new BlockReader(Level.TOP, names, checks, problems);
            List<VirtualService> virtuals = new ArrayList<>();
            List<VirtualService> failovers = new ArrayList<>();
            for (Item item : file.items()) {
                switch (item) {
                    case Statement statement -> top.read(statement);
                    case Block block when block.kind() == Block.Kind.VIRTUAL -> virtuals.add(service(block));
                    case Block block when block.kind() == Block.Kind.FAILOVER -> failovers.add(service(block));
                    case Block _ -> {
                        // skipped: its error has been reported
                    }
                }
            }
            return new LvsConfig(top.values().build(), virtuals, failovers, encoding);
        }

        private VirtualService service(Block block) {
            BlockReader reader = new BlockReader(Level.BLOCK, names, checks, problems);
            List<RealServer> servers = new ArrayList<>();
            for (Item item : block.items()) {
                switch (item) {
                    case Statement statement -> reader.read(statement);
                    case Block inner when inner.kind() == Block.Kind.SERVER ->
                        servers.add(server(inner, reader.values().find(BlockKeywords.PORT)));
                    case Block _ -> {
                        // skipped: its error has been reported
                    }
                }
            }
            return new VirtualService(block.name(), reader.values().build(), servers);
        }

        /** A server without a port has the port of its block as known at that line: a later one does not reach it. */
        private RealServer server(Block block, Optional<Long> portSoFar) {
            BlockReader reader = new BlockReader(Level.SERVER, names, checks, problems);
            reader.values().put(ServerKeywords.PORT, portSoFar);
            for (Item item : block.items()) {
                if (item instanceof Statement statement) {
                    reader.read(statement);
                }
            }
            return new RealServer(block.name(), reader.values().build());
        }
    }
}
