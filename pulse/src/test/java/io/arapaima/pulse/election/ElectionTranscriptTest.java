package io.arapaima.pulse.election;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Edition;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.wire.Foreigners;
import io.arapaima.testkit.Transcripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transcripts of directors on paper: commands with "&gt; " and what follows. {@code -Dupdate=true} rewrites the answers; the
 * difference is the review.
 */
public class ElectionTranscriptTest {
    private static final List<String> NAMES = List.of("primary", "backup", "third");

    private static final String WHO = "anna";

    private PaperLab lab = new PaperLab(List.of(), 1);

    static List<Path> transcripts() throws IOException {
        return Transcripts.in("election");
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void everyTranscriptIsAnsweredAsReviewed(Path file) throws IOException {
        String written = Files.readString(file);
        var said = new ArrayList<String>();
        written.lines().filter(l -> l.startsWith("> ") || l.startsWith("#") || l.isBlank()).forEach(line -> {
            said.add(line);
            if (line.startsWith("> ")) {
                lab.told.clear();
                answer(line.substring(2).split(" "));
                said.addAll(lab.told);
            }
        });
        Transcripts.compare(file, String.join("\n", said) + "\n");
    }

    /** {@code pair|alone|three} and any of {@code exclusive failback one-path slow}. */
    public static List<Rules> rules(String how, List<String> words) {
        int count = switch (how) {
            case "alone" -> 1;
            case "three" -> 3;
            default -> 2;
        };
        List<Rules.Director> all = IntStream.range(0, count).mapToObj(i -> new Rules.Director(i, NAMES.get(i)))
                .toList();
        boolean slow = words.contains("slow");
        var keepalive = slow ? Duration.ofSeconds(6) : Duration.ofMillis(100);
        var deadtime = slow ? Duration.ofSeconds(18) : Duration.ofMillis(600);
        var lease = count == 1 ? Duration.ZERO : slow ? Duration.ofSeconds(18) : Duration.ofSeconds(2);
        return all.stream()
                .map(self -> new Rules(self, all.stream().filter(d -> !d.equals(self)).toList(),
                        words.contains("one-path") ? List.of("public") : List.of("public", "private"), keepalive,
                        deadtime, lease, lease.plus(deadtime).plusSeconds(2), words.contains("exclusive"),
                        words.contains("failback"), fencing(self.rank(), words), words.contains("piranha"),
                        new Edition(41, words.contains("files-differ") ? self.rank() + 1 : 7)))
                .toList();
    }

    private static Rules.Fencing fencing(int self, List<String> words) {
        return words.contains("fencing")
                ? new Rules.Fencing(self == 0 ? Set.of(1) : self == 1 ? Set.of(0) : Set.of(0, 1),
                        Duration.ofSeconds(30))
                : Rules.Fencing.NONE;
    }

    private void answer(String[] words) {
        List<String> all = Arrays.asList(words);
        switch (words[0]) {
            case "directors" -> lab = new PaperLab(rules(words[1], all), 1);
            case "run" -> run(Duration.ofMillis(Math.round(Double.parseDouble(words[1]) * 1000)));
            case "start" -> host(words[1]).start(all.contains("forced"));
            case "kill" -> lab.kill(host(words[1]));
            case "reset" -> lab.reset(host(words[1]));
            case "power-off" -> {
                host(words[1]).running = false;
                host(words[1]).lost();
            }
            case "freeze" -> host(words[1]).frozen = true;
            case "configure" -> {
                PaperLab.Host host = host(words[1]);
                host.give(new Input.Configured(rules(words[2], all).get(host.rules.self().rank())));
            }
            case "lvs.cf" -> {
                PaperLab.Host host = host(words[1]);
                host.give(new Input.Configured(host.standing.rules()
                        .running(new Edition(Integer.parseInt(words[2]), Integer.parseInt(words[3], 16)))));
            }
            case "beats" -> beats(Duration.ofSeconds(Long.parseLong(words[1])));
            case "twenty-starts" -> twentyStarts();
            case "thaw" -> host(words[1]).thaw();
            case "stop" -> host(words[1]).give(new Input.Stop());
            case "switch-over" -> host(words[1]).give(new Input.SwitchOver(
                    new RoleReason.SwitchOver(WHO, String.join(" ", all.subList(2, all.size())))));
            case "cut" -> lab.cuts.add(words[1] + " " + words[2]);
            case "heal" -> lab.cuts.clear();
            case "isolate" -> lab.isolate(host(words[1]), true);
            case "rejoin" -> lab.isolate(host(words[1]), false);
            case "loss" -> lab.lossPercent = Integer.parseInt(words[1]);
            case "agent" -> lab.agent = PaperLab.Agent.valueOf(words[1].toUpperCase(Locale.ROOT));
            case "speaks" -> lab.speaks(host(words[1]), switch (words[2]) {
                case "active" -> Optional.of(true);
                case "not-active" -> Optional.of(false);
                default -> Optional.empty();
            }, all.contains("to-piranha")
                    ? Foreigners.Manners.FIRM
                    : all.contains("to-key") ? Foreigners.Manners.GUARDED : Foreigners.Manners.POLITE);
            case "falls-silent" -> lab.falls(host(words[1]));
            case "hub-dead" -> host(words[1]).hubDead = true;
            case "hub-back" -> host(words[1]).hubDead = false;
            case "maintenance" -> host(words[1]).give(new Input.Maintained(
                    Optional.of(new RoleReason.Maintenance(WHO, String.join(" ", all.subList(3, all.size())),
                            Optional.empty())).filter(_ -> words[2].equals("on"))));
            case "sick" -> host(words[1]).give(new Input.Health(words[2], Grade.valueOf(words[3]),
                    new Reason.Said(String.join(" ", all.subList(4, all.size())))));
            case "well" -> host(words[1]).give(new Input.Health(words[2], Grade.FIT, Reason.NONE));
            default -> throw new AssertionError("no command " + words[0]);
        }
    }

    private void beats(Duration time) {
        Map<String, Long> before = new TreeMap<>();
        lab.hosts.values().forEach(h -> before.put(h.name(), h.standing.beats().sequence()));
        lab.run(time);
        lab.hosts.values().forEach(h -> lab.told.add("  " + h.name() + " said \""
                + (h.standing.active() ? "active" : "not active") + "\" "
                + (h.standing.beats().sequence() - before.getOrDefault(h.name(), 0L)) + " times"));
    }

    private void twentyStarts() {
        Map<String, Integer> owners = new TreeMap<>();
        for (int seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            lab = new PaperLab(rules("pair", List.of()), seed);
            List<PaperLab.Host> order = new ArrayList<>(lab.hosts.values());
            Collections.shuffle(order, random);
            order.getFirst().start(false);
            lab.run(Duration.ofMillis(random.nextInt(500)));
            order.getLast().start(false);
            lab.run(Duration.ofSeconds(3));
            long takes = lab.told.stream().filter(l -> l.contains("TAKES")).count();
            lab.hosts.values().stream().filter(h -> h.standing.active())
                    .forEach(h -> owners.merge(h.name() + " after " + takes + " takeover", 1, Integer::sum));
        }
        lab.told.clear();
        lab.told.add("  " + owners);
    }

    private void run(Duration time) {
        lab.nobodyMillis = 0;
        lab.twoMillis = 0;
        lab.run(time);
        lab.told.add("  = " + lab.hosts.values().stream().map(ElectionTranscriptTest::words)
                .collect(Collectors.joining(", "))
                + String.format(Locale.ROOT, "; nobody held the addresses for %d ms, two for %d ms", lab.nobodyMillis,
                        lab.twoMillis));
    }

    private static String words(PaperLab.Host host) {
        String role = host.standing.active() ? "ACTIVE" : "standby";
        return host.name() + " " + (host.frozen ? "frozen" : host.running ? role : "down")
                + (host.holds() ? " (holds)" : "");
    }

    private PaperLab.Host host(String name) {
        return java.util.Objects.requireNonNull(lab.hosts.get(NAMES.indexOf(name)), name);
    }
}
