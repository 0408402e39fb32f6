package io.arapaima.config;

/** Blocks that only the end of the file closes. Piranha takes that for a closing brace, and such files are in use. */
final class UnclosedBlocks {
    private UnclosedBlocks() {}

    /** Called after all else, so that an error in the last line, which Piranha reports, stands before these. */
    static void inspect(Block around, int lastLine, boolean strict, Problems problems) {
        around.unclosed().ifPresent(block -> {
            inspect(block, lastLine, strict, problems);
            if (block.kind() != Block.Kind.SKIPPED) {
                report(block, lastLine, strict, problems);
            }
        });
    }

    private static void report(Block block, int lastLine, boolean strict, Problems problems) {
        String cure = block.words() + " of line " + block.line() + " is not closed; add a line with }";
        if (strict) {
            problems.error(lastLine, Complaint.END_OF_FILE, cure);
        } else {
            problems.warn(lastLine, Complaint.END_OF_FILE.text() + ": " + cure);
        }
    }
}
