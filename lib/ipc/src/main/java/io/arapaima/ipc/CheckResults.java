package io.arapaima.ipc;

import io.arapaima.checkspec.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * nanny to the hub, and the hub to whoever asked: what each check found last, at most {@link #PART} of them. The latest result of a
 * check replaces the one before it, in nanny too: what is asked for seldom is never late and never more.
 *
 * @param id of the question
 * @param checks the next ones, in the order of the plan
 * @param engine how the engine keeps up; in the last part, and not from a nanny that has just started
 * @param more whether another part follows
 */
public record CheckResults(long id, List<Report> checks, Optional<Engine> engine, boolean more)
        implements
            Message.OfNanny,
            Message.OfHub {
    /** Checks of one message: some 150 kB, which is read and written in a few milliseconds. */
    public static final int PART = 500;

    /** Keeps a copy. */
    public CheckResults {
        checks = List.copyOf(checks);
    }

    /**
     * Anybody asks the hub, and the hub asks nanny: what have the checks found? Answered by {@link CheckResults} in parts, or by the
     * hub with an {@link Message.Answer} that says why there is nothing to tell.
     *
     * @param id repeated in the answer; from anybody but the hub of no meaning
     * @param names of the hub: real servers, virtual and failover services as lvs.cf has them ({@code web/s1}, {@code web}); of
     *     nanny: identities of planned checks; empty = all
     */
    public record CheckResultsQuery(long id, List<String> names) implements Message.ToHub, Message.OfHub {
        /** Keeps a copy. */
        public CheckResultsQuery {
            names = List.copyOf(names);
        }
    }

    /**
     * One planned check.
     *
     * @param check its identity
     * @param asked what is asked of whom; empty = said by nanny, which has it from the hub
     * @param state its verdict
     * @param since when the state began: its last change
     * @param progress how far it is from another one
     * @param last its last result; empty = none has come yet
     * @param inconclusive since when its results decide nothing, and why; empty = they do
     */
    public record Report(String check, Optional<Asked> asked, Verdict.State state, Instant since, Progress progress,
            Optional<LastResult> last, Optional<Verdict.Inconclusive> inconclusive) {
        /**
         * The same, with what the hub knows.
         *
         * @param what is asked of whom
         * @return for whoever asked the hub
         */
        public Report with(Asked what) {
            return new Report(check, Optional.of(what), state, since, progress, last, inconclusive);
        }
    }

    /**
     * What is asked of whom.
     *
     * @param subject the server or service that it is about, as lvs.cf names it
     * @param check name of the check
     * @param target address and port
     * @param options those that lvs.cf sets, by keyword, as people may see them
     * @param interval from start to start
     * @param timeout limit of one probe
     */
    public record Asked(String subject, String check, String target, Map<String, String> options, Duration interval,
            Duration timeout) {
        /** Keeps a copy. */
        public Asked {
            options = Map.copyOf(options);
        }
    }

    /**
     * What one probe found.
     *
     * @param at when it ended
     * @param took how long the server took, or the probe where it failed; zero = not known
     * @param result what it came to
     * @param text what was seen: a failure's kind first, as {@code REFUSED: Connection refused}; may be empty
     * @param counted whether the verdict takes notice; not while this director's own network is cut
     */
    public record LastResult(Instant at, Duration took, Result result, String text, boolean counted) {
        /** Makes the text one printable line. */
        public LastResult {
            text = PrintableText.line(text);
        }
    }

    /** What a probe came to. */
    public enum Result {
        /** The server answered as it should. */
        PASSED,
        /** It did not. */
        FAILED,
        /** Nothing was learnt about it. */
        INCONCLUSIVE
    }

    /**
     * Results in a row.
     *
     * @param passes passes in a row, counted no further than they are needed
     * @param needed passes in a row that bring the server up
     * @param failures failures in a row, counted no further than they are needed
     * @param fall failures in a row that bring it down
     */
    public record Progress(int passes, int needed, int failures, int fall) {}

    /**
     * How the check engine keeps up.
     *
     * @param starts probes started in the last five seconds
     * @param lateMedian how late half of them were at most
     * @param late99 how late 99 of 100 were at most
     * @param latest how late the latest was
     * @param leftOut starts since nanny's start that were left out because the one before had no answer yet
     * @param refused starts since nanny's start that found no place
     */
    public record Engine(long starts, Duration lateMedian, Duration late99, Duration latest, long leftOut,
            long refused) {}
}
