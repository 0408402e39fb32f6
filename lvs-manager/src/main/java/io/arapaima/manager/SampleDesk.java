package io.arapaima.manager;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.DocumentEdit;
import io.arapaima.config.LvsConfDocument;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.ReadResult;
import io.arapaima.ipc.CheckResults.Asked;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.ConfigReply;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.planner.CheckPlanner;
import io.arapaima.planner.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Has the checks of a service run once for whoever wants to see what they find before they count, and carries the results back.
 * Thread-safe; it all happens on the thread of whoever asks.
 */
final class SampleDesk {
    /** nanny waits 15 s for its checks. */
    private static final Duration TIMEOUT = Duration.ofSeconds(18);
    private static final int AT_ONCE = 2;
    private static final int MOST_PROBLEMS = 5;

    private final EngineQuestions<CheckSample> nanny = new EngineQuestions<>(TIMEOUT);
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * What is tried.
     *
     * @param file with the service
     * @param catalogue the checks there are
     * @param reader judges a file as lvs.cf
     */
    record Subject(LvsConfFile file, CheckCatalogue catalogue, Function<LvsConfFile, ReadResult> reader) {}

    void came(Outgoing link) {
        nanny.came(link);
    }

    void left(Outgoing link) {
        nanny.left(link);
    }

    void told(CheckSample sample) {
        nanny.answered(sample.id(), sample);
    }

    /** Blocks until nanny has answered. */
    Message.OfHub ask(ConfigRequest.CheckTry wish, Subject subject) {
        ReadResult read;
        try {
            read = subject.reader().apply(switchedOn(subject.file(), wish.service()));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return refused("there is no virtual service " + wish.service() + " in it: " + e.getMessage());
        }
        if (read.config().isEmpty()) {
            return new Message.Answer(false, faults(read));
        }
        if (!places.tryAcquire()) {
            return refused(AT_ONCE + " others try checks now; try again in some seconds");
        }
        try {
            return tried(wish, read.config().get(), subject.catalogue());
        } finally {
            places.release();
        }
    }

    private static Message.Answer refused(String why) {
        return new Message.Answer(false, List.of("no check was run: " + why));
    }

    /** A new service begins switched off, and that is when its checks are tried. */
    private static LvsConfFile switchedOn(LvsConfFile file, String service) {
        var edit = new DocumentEdit.Set(List.of("virtual", service), "active", "1");
        return file.with(LvsConfDocument.of(file.text()).with(edit).text());
    }

    private static List<String> faults(ReadResult read) {
        List<String> lines = new ArrayList<>(List.of("no check was run: the file has errors"));
        read.errors().stream().limit(MOST_PROBLEMS).forEach(e -> lines.add(e.line() + ": " + e.message()));
        return lines;
    }

    private Message.OfHub tried(ConfigRequest.CheckTry wish, LvsConfig config, CheckCatalogue catalogue) {
        Topology topology = Topology.of(config);
        List<PlannedCheck> planned = new CheckPlanner(config, catalogue).plan(topology);
        AskedChecks asked = AskedChecks.of(new AskedChecks.Source(topology, planned, List.of()));
        Set<String> wanted = Set.copyOf(asked.about(List.of(wish.service())));
        List<PlannedCheck> checks = planned.stream().filter(check -> wanted.contains(check.id()))
                .filter(check -> wish.checks().isEmpty() || wish.checks().contains(check.check()))
                .limit(CheckSample.MOST).map(SampleDesk::direct).toList();
        if (checks.isEmpty()) {
            return refused("no active real server of " + wish.service() + " has "
                    + (wish.checks().isEmpty() ? "a check" : "the check " + String.join(" or ", wish.checks())));
        }
        try {
            CheckSample sample = nanny.ask(id -> new CheckSample.SampleOrder(id, checks));
            return new ConfigReply.Tried(sample.found().stream().map(found -> told(found, asked)).toList());
        } catch (EngineQuestions.Unanswered e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static ConfigReply.TriedCheck told(CheckSample.Found found, AskedChecks asked) {
        Asked about = asked.byCheck().get(found.check());
        return about == null
                ? new ConfigReply.TriedCheck(found.check(), "", "", found.result())
                : new ConfigReply.TriedCheck(about.subject(), about.check(), about.target(), found.result());
    }

    /** The way through the table is there only for what is in force. */
    private static PlannedCheck direct(PlannedCheck check) {
        PlannedCheck.Target to = check.target();
        return to.through().map(way -> new PlannedCheck(check.id(), check.check(),
                new PlannedCheck.Target(way.server(), to.port(), to.transport(), to.options(), to.encoding(),
                        Optional.empty()),
                check.timing(), check.judging())).orElse(check);
    }
}
