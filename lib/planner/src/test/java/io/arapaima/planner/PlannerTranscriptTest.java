package io.arapaima.planner;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.TableDiff;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.reason.Share;
import io.arapaima.ipc.Verdict;
import io.arapaima.testkit.Transcripts;
import io.arapaima.testkit.Transcripts.Scene;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transcripts of planner, weights and observer together: a file holds lvs.cf, then commands with "&gt; " and the answers.
 * {@code -Dupdate=true} rewrites the answers; the difference is the review.
 */
class PlannerTranscriptTest {

    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final Map<String, Order> overrides = new HashMap<>();
    private final Loads loads = new Loads();
    private Planning.State state = Planning.State.START;
    private final Undecided undecided = new Undecided();
    private Map<String, Shown> shown = Map.of();
    private Plan before = new Plan(Table.EMPTY, List.of());
    private Table actual = Table.EMPTY;
    private List<PlannedCheck> checks = List.of();
    private long nowNanos;

    static List<Path> transcripts() throws IOException {
        return Transcripts.in("planner");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void everyTranscriptIsAnsweredAsReviewed(Path file) throws IOException {
        Scene scene = Scene.of(file);
        LvsConfig config = LvsConfReader.read(scene.text(), CheckCatalogue.UNKNOWN, HostResolver.none()).config()
                .orElseThrow();
        var said = new ArrayList<String>();
        Topology topology = Topology.of(config);
        checks = new CheckPlanner(config, CheckCatalogue.UNKNOWN).plan(topology);
        topology.warnings().forEach(w -> said.add("warning: " + w));
        scene.lines().stream().filter(l -> l.startsWith("> ")).forEach(command -> {
            said.add(command);
            answer(topology, command.substring(2).split(" "), said);
        });
        Transcripts.compare(file, scene.answered(said));
    }

    private void answer(Topology topology, String[] words, List<String> said) {
        switch (words[0]) {
            case "checks" -> checks.forEach(c -> said.add("  " + words(c)));
            case "up", "down" -> topology.groups().stream().flatMap(g -> g.members().stream())
                    .flatMap(m -> m.checkIds().stream()).filter(id -> id.startsWith(words[1] + "@"))
                    .filter(id -> words.length < 3 || id.endsWith(" check " + words[2]))
                    .forEach(id -> verdicts
                            .put(id, new Verdict(id, Verdict.State.valueOf(words[0].toUpperCase(Locale.ROOT)),
                                    words[0].equals("up") ? "passed" : "REFUSED: closed, 1 of 1", Instant.EPOCH)));
            case "asks" -> topology.member(words[1]).orElseThrow().allIds()
                    .forEach(id -> verdicts.compute(id, (_, v) -> asking(id, v, words[2])));
            case "sorry-up", "sorry-down" -> topology.groups().stream()
                    .filter(g -> g.name().equals(words[1])).flatMap(g -> g.sorryCheck().stream())
                    .forEach(c -> verdicts.put(c.id(), new Verdict(c.id(),
                            Verdict.State.valueOf(words[0].substring("sorry-".length()).toUpperCase(Locale.ROOT)),
                            "REFUSED: closed, 1 of 1", Instant.EPOCH)));
            case "asked" -> {
                undecided.plan(checks);
                checks.forEach(c -> undecided.heard(
                        new Verdict(c.id(), Verdict.State.UNKNOWN, "", Instant.EPOCH), nowNanos));
            }
            case "nanny-leaves" -> undecided.nannyLeft();
            case "cannot" -> checks.stream().map(PlannedCheck::id).filter(id -> id.startsWith(words[1]))
                    .forEach(id -> undecided.heard(new Verdict(id, Verdict.State.UNKNOWN, "", Instant.EPOCH,
                            Share.WHOLE, Optional.of(new Verdict.Inconclusive(
                                    String.join(" ", List.of(words).subList(2, words.length)), Instant.EPOCH))),
                            nowNanos));
            case "load" -> loads.read(topology.member(words[1]).orElseThrow(),
                    Double.parseDouble(words[2]), nowNanos);
            case "wait" -> nowNanos += Duration.ofSeconds(Long.parseLong(words[1])).toNanos();
            case "find" -> actual = table(String.join(" ", words).substring("find ".length()));
            case "lose-table" -> actual = Table.EMPTY;
            case "quiesce", "force_up", "force_down", "auto" ->
                overrides.put(words[1], Order.of(Action.valueOf(words[0].toUpperCase(Locale.ROOT))));
            case "plan" -> plan(topology, said);
            default -> throw new AssertionError("no command " + words[0]);
        }
    }

    private static Verdict asking(String id, @Nullable Verdict was, String wish) {
        Share share = wish.equals("drain")
                ? new Share(Share.WHOLE.percent(), true)
                : new Share(Integer.parseInt(wish), false);
        return was == null
                ? new Verdict(id, Verdict.State.UNKNOWN, "", Instant.EPOCH, share)
                : new Verdict(id, was.state(), was.why(), was.since(), share);
    }

    private static Table table(String rules) {
        try {
            return IpvsadmRules.parseTable(List.of(rules.split("; ")));
        } catch (ParseException e) {
            throw new AssertionError(rules, e);
        }
    }

    private void plan(Topology topology, List<String> said) {
        Planning.Step step = Planning.step(state, topology, Facts.of(verdicts, loads, overrides, actual.byKey(),
                Observer.lost(topology, shown), undecided.known(nowNanos)), nowNanos);
        state = step.state();
        Plan plan = step.plan();
        plan.services().forEach(service -> {
            said.add("  " + service.group().name() + " " + service.group().service().key() + " "
                    + service.group().service().scheduler() + ": " + service.serving().word());
            service.decisions().forEach(d -> said.add("    " + d.member().id() + " " + d.member().key() + " "
                    + d.state().word() + (d.inTable() ? " weight " + d.weight() : " out") + " (" + English.of(d.why())
                    + ")"));
        });
        TableDiff.between(actual, plan.table(), _ -> true)
                .forEach(c -> said.add("  * " + IpvsadmRules.format(c)));
        Observer.Observation seen = Planning.news(shown, Optional.of(before), plan, Instant.EPOCH);
        seen.news().forEach(n -> said.add("  ! " + n.kind() + (n.kind().mailed() ? " (mail) " : " ")
                + n.numbered(1, Instant.EPOCH).line()));
        shown = seen.shown();
        before = plan;
        actual = plan.table();
    }

    private static String words(PlannedCheck c) {
        return c.id() + ": " + c.check() + " " + c.target().address() + ":" + c.target().port() + "/"
                + c.target().transport() + c.target().through().map(t -> " to " + t.server() + " by mark 0x"
                        + Long.toHexString(t.mark()) + ", ports " + t.share() + " of " + t.shares()).orElse("")
                + " " + new TreeMap<>(c.target().options()) + " every "
                + c.timing().interval() + ", connect " + c.timing().connectTimeout() + ", all " + c.timing().timeout()
                + ", rise " + c.judging().rise() + " fall " + c.judging().fall() + " reentry " + c.judging().reentry();
    }
}
