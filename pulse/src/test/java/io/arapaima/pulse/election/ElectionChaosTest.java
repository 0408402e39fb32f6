package io.arapaima.pulse.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random faults on paper. A run is repeated with its seed; {@code -Dchaos.runs=N} makes it long. */
class ElectionChaosTest {
    private static final int RUNS = Integer.getInteger("chaos.runs", 60);
    private static final int FAULTS = 40;

    @ParameterizedTest
    @ValueSource(strings = {"pair", "pair exclusive", "pair failback", "three", "three exclusive", "pair one-path",
            "pair fencing", "pair exclusive fencing", "three fencing"})
    void afterAllFaultsThereIsOneOwner(String directors) {
        for (long seed = 1; seed <= RUNS; seed++) {
            List<String> words = List.of(directors.split(" "));
            var lab = new PaperLab(ElectionTranscriptTest.rules(words.getFirst(), words), seed);
            var faults = new ArrayList<String>();
            var random = new Random(seed);
            lab.hosts.values().forEach(h -> h.start(false));
            for (int i = 0; i < FAULTS; i++) {
                faults.add(fault(lab, random));
                lab.run(Duration.ofMillis(1 + random.nextInt(random.nextBoolean() ? 300 : 6000)));
            }
            mend(lab);
            lab.run(Duration.ofSeconds(15));
            lab.nobodyMillis = 0;
            long before = lab.twoMillis;
            lab.run(Duration.ofSeconds(5));
            String run = directors + " seed " + seed + " " + faults + "\n" + String.join("\n", lab.told);
            assertThat(lab.hosts.values().stream().filter(h -> h.running && h.standing.active()).count()).as(run)
                    .isEqualTo(1);
            assertThat(lab.hosts.values().stream().filter(PaperLab.Host::holds)).as(run)
                    .allMatch(h -> h.standing.active()).hasSize(1);
            assertThat(lab.nobodyMillis).as(run).isZero();
            assertThat(lab.twoMillis - (words.contains("exclusive") ? 0 : before)).as(run).isZero();
        }
    }

    /** Cut off from each other at a moment at which both may want the role, with the network coming and going. */
    @Test
    void twoThatLoseEachOtherDoNotFenceEachOther() {
        int shots = 0;
        for (long seed = 1; seed <= 5L * RUNS; seed++) {
            List<String> words = List.of("pair", "fencing");
            var lab = new PaperLab(ElectionTranscriptTest.rules("pair", words), seed);
            var random = new Random(seed);
            lab.hosts.values().forEach(h -> h.start(false));
            boolean nobody = random.nextBoolean();
            if (nobody) {
                lab.hosts.values()
                        .forEach(h -> h.give(new Input.Health("hub", Grade.BROKEN, new Reason.Said("not up yet"))));
            }
            lab.run(Duration.ofSeconds(2));
            List.of("public", "private").forEach(p -> lab.cuts.addAll(List.of(p + " 0>1", p + " 1>0")));
            for (PaperLab.Host host : lab.hosts.values()) {
                lab.at(lab.now + random.nextLong(1_000_000_000L),
                        () -> lab.isolate(host, !nobody && random.nextBoolean()));
                lab.at(lab.now + random.nextLong(4_000_000_000L), () -> lab.isolate(host, false));
                lab.at(lab.now + random.nextLong(4_000_000_000L),
                        () -> host.give(new Input.Health("hub", Grade.FIT, Reason.NONE)));
            }
            lab.run(Duration.ofSeconds(25));
            shots += (int) lab.told.stream().filter(l -> l.contains("FENCES")).count();
            assertThat(lab.mutualShots).as("seed " + seed + "\n" + String.join("\n", lab.told)).isZero();
        }
        assertThat(shots).as("shots in all").isGreaterThan(RUNS);
    }

    private static String fault(PaperLab lab, Random random) {
        List<PaperLab.Host> hosts = List.copyOf(lab.hosts.values());
        PaperLab.Host host = hosts.get(random.nextInt(hosts.size()));
        String name = host.name();
        switch (random.nextInt(12)) {
            case 0 -> lab.kill(host);
            case 1, 2 -> {
                if (!host.running) {
                    host.start(false);
                    lab.isolate(host, host.isolated);
                    return "start " + name;
                }
                host.give(new Input.Stop());
                return "stop " + name;
            }
            case 3 -> host.frozen = host.running;
            case 4 -> {
                if (host.frozen) {
                    host.thaw();
                }
                return "thaw " + name;
            }
            case 5 -> lab.isolate(host, !host.isolated);
            case 6 -> lab.cuts.clear();
            case 7 -> {
                String way = random.nextInt(hosts.size()) + ">" + random.nextInt(hosts.size());
                lab.cuts.add("public " + way);
                lab.cuts.add((random.nextBoolean() ? "private " : "public ") + way);
                return "cut " + way;
            }
            case 8 -> lab.lossPercent = random.nextInt(40);
            case 9 -> host.give(new Input.SwitchOver(new RoleReason.SwitchOver("anna", "")));
            case 10 -> host.give(new Input.Health("hub", Grade.BROKEN, new Reason.Said("sick")));
            default -> host.give(new Input.Health("hub", Grade.FIT, Reason.NONE));
        }
        return "fault on " + name;
    }

    private static void mend(PaperLab lab) {
        lab.cuts.clear();
        lab.lossPercent = 0;
        for (PaperLab.Host host : lab.hosts.values()) {
            lab.isolate(host, false);
            if (host.frozen) {
                host.thaw();
            }
            if (!host.running || host.standing.candidacy().stopping()) {
                host.start(false);
            }
            host.give(new Input.Health("hub", Grade.FIT, Reason.NONE));
        }
    }
}
