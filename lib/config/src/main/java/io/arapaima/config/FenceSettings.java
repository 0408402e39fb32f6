package io.arapaima.config;

import io.arapaima.checkspec.Encoding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What lvs.cf says of fencing. Immutable. */
public final class FenceSettings {
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");

    private final Values values;

    FenceSettings(Values values) {
        this.values = values;
    }

    /**
     * The program that switches a director off.
     *
     * @return an absolute path; empty: nobody is fenced
     */
    public Optional<String> agent() {
        return values.find(FenceKeywords.FENCE_AGENT);
    }

    /**
     * What the agent is told in order to reach one of the directors.
     *
     * @param rank 0 = the primary, 1 = the backup
     * @return empty: that one cannot be fenced
     */
    public Optional<Secret> target(int rank) {
        return switch (rank) {
            case 0 -> values.find(FenceKeywords.PRIMARY_FENCE);
            case 1 -> values.find(FenceKeywords.BACKUP_FENCE);
            default -> Optional.empty();
        };
    }

    /**
     * What the agent does.
     *
     * @return reboot unless the file says off
     */
    public FenceAction action() {
        return values.get(FenceKeywords.FENCE_ACTION);
    }

    /**
     * How long the agent may take.
     *
     * @return at least a second; 30 s unless the file says otherwise
     */
    public Duration timeout() {
        return values.get(FenceKeywords.FENCE_TIMEOUT);
    }

    /**
     * Options of an agent, one each: a file has one on each line, a text in lvs.cf separates them by blanks.
     *
     * @param target as {@link #target} gives it
     * @param encoding of the lvs.cf where it stands, for the name of a file
     * @return {@code key=value} each, without empty lines and comments
     * @throws IOException if the file cannot be read
     */
    public static List<String> options(Secret target, Encoding encoding) throws IOException {
        String text = target.reveal(encoding);
        Stream<String> all = target.inFile() ? text.lines() : BLANKS.splitAsStream(text);
        return all.map(String::strip).filter(o -> !o.isEmpty() && o.charAt(0) != '#').toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FenceSettings that && agent().equals(that.agent()) && target(0).equals(that.target(0))
                && target(1).equals(that.target(1)) && action() == that.action() && timeout().equals(that.timeout());
    }

    @Override
    public int hashCode() {
        return agent().hashCode();
    }
}
