package io.arapaima.manager.failover;

import io.arapaima.ipc.reason.English;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.reason.Role;
import io.arapaima.testkit.Transcripts;
import io.arapaima.testkit.Transcripts.Scene;
import io.arapaima.manager.addresses.AddressPlannerTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transcripts of failover services: a file holds lvs.cf, then commands with "&gt; " and the answers: what is to be done, and how
 * everything stands. {@code -Dupdate=true} rewrites the answers; the difference is the review.
 */
class FailoverTranscriptTest {

    private final List<String> said = new ArrayList<>();
    private List<FailoverBlock> blocks = List.of();
    private Failover state = Failover.begin(List.of());
    private Failover.Pass pass = new Failover.Pass(Optional.empty(), true);
    private List<PlannedCheck> checks = List.of();
    private String unfit = "";
    /** Nothing may depend on where the clock begins. */
    private long now = Long.MAX_VALUE - 5_000_000_000L;

    static List<Path> transcripts() throws IOException {
        return Transcripts.in("failover");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void everyTranscriptIsAnsweredAsReviewed(Path file) throws IOException {
        Scene scene = Scene.of(file);
        blocks = FailoverBlock.of(AddressPlannerTest.config(scene.text()), CheckCatalogue.UNKNOWN);
        step(new Failover.Configured(blocks));
        scene.lines().stream().filter(l -> l.startsWith("> ") || l.startsWith("#")).forEach(line -> {
            said.add(line);
            if (line.startsWith("> ")) {
                answer(line.substring(2).split(" ", 3));
            }
        });
        Transcripts.compare(file, scene.answered(said));
    }

    private void answer(String[] words) {
        String rest = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "role" -> {
                pass = new Failover.Pass(Optional.of(Role.of(words[1])), !rest.equals("addresses-come"));
                step(pass);
            }
            case "done" -> step(new Failover.Ended(words[1], rest));
            case "up", "down" -> step(new Failover.Judged(words[1], words[0].equals("up"), rest));
            case "late" -> step(new Failover.Late(words[1], rest));
            case "wait" -> {
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                    now += Duration.ofSeconds(1).toNanos();
                    step(pass);
                }
            }
            case "remove" -> {
                blocks = blocks.stream().filter(b -> !b.name().equals(words[1])).toList();
                step(new Failover.Configured(blocks));
            }
            case "checks" -> checks.forEach(c -> said.add("  " + c.id() + ": " + c.check() + " " + c.timing().interval()
                    + " " + c.judging().rise() + " fall " + c.judging().fall()));
            default -> throw new AssertionError("no command " + words[0]);
        }
        said.add("  " + state.services().stream().map(s -> s.name() + " " + s.phase().name())
                .collect(Collectors.joining(", ")));
    }

    private void step(Failover.Input input) {
        FailoverStep.Result result = FailoverStep.step(state, input, now);
        state = result.state();
        result.actions().forEach(action -> said.add(switch (action) {
            case Failover.Run(var name, var keyword, var command) ->
                "  * " + name + " " + keyword + " " + command.line().orElse("") + " within " + command.limit();
            case Failover.Kill() -> "  * kill what runs";
            case Failover.Tell(var news) -> "  ! " + news.kind() + (news.kind().mailed() ? " (mail) " : " ")
                    + news.numbered(1, Instant.EPOCH).line();
        }));
        if (!state.checks().equals(checks)) {
            checks = state.checks();
            said.add("  checked: " + checks.stream().map(PlannedCheck::id).toList());
        }
        if (!English.of(state.unfit(now)).equals(unfit)) {
            unfit = English.of(state.unfit(now));
            said.add("  unfit: " + unfit);
        }
    }
}
