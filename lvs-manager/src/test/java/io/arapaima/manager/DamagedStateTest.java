package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.alerts.MailDigest;
import io.arapaima.alerts.MailSpool;
import io.arapaima.alerts.SpooledMail;
import io.arapaima.config.HostResolver;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.KnownNames;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.Subject;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.HubState;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.planner.News;
import io.arapaima.planner.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in the state folder, a hub starts, remembers what can be read, and goes on writing. */
class DamagedStateTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);
    private static final List<String> FILES = List.of("state.json", "events.jsonl", "failover.json", "names.json",
            "mail");

    @TempDir
    Path folder = Path.of("");

    /** A way in which a file may be found. */
    enum Damage {
        EMPTY, CUT, NULS, NO_COMPONENTS, NOTHING, LIST, TEXT, NUMBER, LACKS_ONE, NULL_IN_EACH, MORE, NO_UTF8, FOLDER,
        FULL_FOLDER, WRONG_TYPES, UNKNOWN_WORDS, DEEP, HUGE_NUMBER, GARBAGE_BEHIND, NEW_IS_A_FOLDER, LOOP,
        BYTE_ORDER_MARK, TWICE;

        void apply(Path file) throws IOException {
            String was = Files.isRegularFile(file) ? Files.readString(file) : "{}";
            switch (this) {
                case EMPTY -> put(file, "");
                case CUT -> put(file, was.substring(0, was.length() * 2 / 3));
                case NULS -> put(file, "\0".repeat(300));
                case NO_COMPONENTS -> put(file, "{}");
                case NOTHING -> put(file, "null");
                case LIST -> put(file, "[]");
                case TEXT -> put(file, "\"x\"");
                case NUMBER -> put(file, "7");
                case LACKS_ONE -> put(file, was.replaceFirst("\"(verdicts|boot|names|kind)\":", "\"other\":"));
                case NULL_IN_EACH -> put(file, was.replaceAll("\":(\\{|\\[)[^\\]}]*(\\}|\\])", "\":null"));
                case MORE -> put(file, was.replaceFirst("\\{", "{\"newer\":{\"a\":[1]},"));
                case NO_UTF8 -> {
                    byte[] bytes = was.getBytes(StandardCharsets.UTF_8);
                    bytes[bytes.length / 2] = (byte) 0xff;
                    remove(file);
                    Files.write(file, bytes);
                }
                case FOLDER -> {
                    remove(file);
                    Files.createDirectories(file);
                }
                case FULL_FOLDER -> {
                    remove(file);
                    Files.createDirectories(file.resolve("deep/1-2.3.eml"));
                    Files.createDirectories(file.resolve("1-2.3.eml"));
                    Files.createDirectories(file.resolve("x.new"));
                    Files.writeString(file.resolve("failed"), "x");
                    Files.createDirectories(file.resolveSibling(file.getFileName() + ".unreadable/full"));
                }
                case WRONG_TYPES -> put(file, was.replace(":{", ":[").replace(":[", ":5").replace("\"}", "\"]"));
                case UNKNOWN_WORDS -> put(file, was.replace("QUIESCE", "SLEEP").replace("DOWN", "SIDEWAYS")
                        .replace("TROUBLE", "TREMBLE"));
                case DEEP -> put(file, "{\"seq\":" + "[".repeat(100_000));
                case HUGE_NUMBER -> put(file, was.replaceAll(":\\d+", ":1e400"));
                case GARBAGE_BEHIND -> put(file, was + "\0\0\0\0garbage");
                case NEW_IS_A_FOLDER -> Files.createDirectories(file.resolveSibling(file.getFileName() + ".new/full"));
                case LOOP -> {
                    remove(file);
                    Files.createSymbolicLink(file, file);
                }
                case BYTE_ORDER_MARK -> put(file, "\ufeff" + was);
                case TWICE -> put(file, was + was);
            }
        }

        private static void put(Path file, String text) throws IOException {
            remove(file);
            Files.writeString(file, text);
        }

        private static void remove(Path file) throws IOException {
            if (Files.isDirectory(file)) {
                try (Stream<Path> all = Files.walk(file)) {
                    for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                        Files.delete(one);
                    }
                }
            }
            Files.deleteIfExists(file);
        }
    }

    static List<org.junit.jupiter.params.provider.Arguments> all() {
        var all = new ArrayList<org.junit.jupiter.params.provider.Arguments>();
        FILES.forEach(file -> Stream.of(Damage.values())
                .forEach(damage -> all.add(org.junit.jupiter.params.provider.Arguments.of(file, damage))));
        return all;
    }

    @BeforeEach
    void begin() throws IOException {
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), CLOCK);
        chronicle.record(new HubState(0, Map.of("c", new Verdict("c", Verdict.State.DOWN, "REFUSED", NOON)),
                Map.of("web/s1", Action.QUIESCE, "web/s2", Action.FORCE_DOWN),
                Map.of("web/s1", new Shown("down", NOON)), List.of("TCP x"),
                List.of(new VirtualAddress(InetAddress.ofLiteral("10.0.0.9"), 32, "eth0", "eth0:1")), List.of(),
                Map.of()),
                List.of(new News(Event.Kind.TROUBLE, new Subject.Component("before"), "", "broken", "", "")));
        Files.writeString(folder.resolve("failover.json"),
                "{\"boot\":\"b\",\"started\":[{\"name\":\"db\",\"stop\":{\"line\":"
                        + "\"/bin/stop\",\"limit\":\"PT5S\"},\"whole\":true}]}");
        var names = new KnownNames(_ -> List.of(InetAddress.ofLiteral("10.0.0.11")), folder, CLOCK);
        names.lookupAll(Set.of("s1.example", "s2.example"));
        names.save();
        new MailSpool(folder.resolve("mail"), MailSpool.Limits.DEFAULT).write(
                MailDigest.compose(chronicle.state().outbox(), "host", ZoneId.of("UTC")), new byte[]{'x'});
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingKeepsTheHubFromStartingAndFromWriting(String file, Damage damage) throws IOException {
        damage.apply(folder.resolve(file));
        new KnownNames(HostResolver.none(), folder, CLOCK).save();
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), CLOCK);
        var failovers = new FailoverKeeper(folder, "b", chronicle, System::nanoTime, CLOCK);
        failovers.configure(List.of());
        var spool = new MailSpool(folder.resolve("mail"), MailSpool.Limits.DEFAULT);
        chronicle.watchDisk();
        chronicle.tell(Event.Kind.TROUBLE, new Subject.Component("after"), "broken", "");
        Event told = chronicle.last(1).getFirst();
        assertThat(told.seq()).as("no number is given twice").isGreaterThan(1);
        spool.write(MailDigest.compose(List.of(told), "host", ZoneId.of("UTC")), new byte[]{'x'});
        spool.release();

        assertThat(chronicle.writer().trouble()).isEqualTo(Reason.NONE);
        assertThat(spool.waiting()).extracting(SpooledMail::last).contains(told.seq());
        var later = new Chronicle(new StateFile(folder), new Journal(folder), CLOCK);
        assertThat(later.state().outbox()).contains(told);
        assertThat(later.last(1)).containsExactly(told);
    }

    @Test
    void whatCanBeReadIsUsedAndTheRestIsReported() throws IOException {
        String was = Files.readString(folder.resolve("state.json"));
        Files.writeString(folder.resolve("state.json"), was.replace("QUIESCE", "SLEEP"));
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), CLOCK);
        chronicle.watchDisk();
        assertThat(chronicle.state().overrides()).isEqualTo(Map.of("web/s2", Action.FORCE_DOWN));
        assertThat(chronicle.state().verdicts()).containsOnlyKeys("c");
        assertThat(chronicle.state().addresses()).hasSize(1);
        assertThat(chronicle.troubles()).singleElement().asString().contains("lost: a part of overrides",
                "state.json.unreadable");
        assertThat(folder.resolve("state.json.unreadable")).hasContent(was.replace("QUIESCE", "SLEEP"));
    }

    @Test
    void aStateOfAnOlderVersionLacksWhatIsNewAndIsNoDamage() throws IOException {
        String was = Files.readString(folder.resolve("state.json"));
        Files.writeString(folder.resolve("state.json"), was.replaceFirst(",\"addresses\":\\[[^\\]]*\\]", ""));
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), CLOCK);
        chronicle.watchDisk();
        assertThat(chronicle.state().addresses()).isEmpty();
        assertThat(chronicle.state().overrides()).hasSize(2);
        assertThat(chronicle.troubles()).isEmpty();
    }
}
