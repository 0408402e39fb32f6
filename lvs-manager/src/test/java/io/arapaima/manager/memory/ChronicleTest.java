package io.arapaima.manager.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.alerts.Situation;
import io.arapaima.ipc.reason.ProcessAlarm;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.Subject;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message.Operate.Action;
import io.arapaima.ipc.Verdict;
import io.arapaima.planner.News;
import io.arapaima.planner.Order;
import io.arapaima.planner.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Chronicle open() throws IOException {
        return new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.fixed(NOON));
    }

    private static News news(Event.Kind kind) {
        return new News(kind, new Subject.Server("web", "s1"), "up", "down", "REFUSED", "1 of 2 left");
    }

    @Test
    void everythingThatMattersSurvivesAKill() throws IOException {
        Chronicle before = open();
        before.record(new HubState(0, Map.of("c", new Verdict("c", Verdict.State.DOWN, "REFUSED", NOON)),
                Map.of("web/s1", Action.QUIESCE), Map.of("web/s1", new Shown("down", NOON)), List.of("TCP x"),
                List.of(new VirtualAddress(InetAddress.ofLiteral("10.0.0.9"), 32, "eth0", "eth0:1"),
                        new VirtualAddress(InetAddress.ofLiteral("2001:db8::9"), 128, "eth0", "")),
                List.of(),
                Map.of("web/s1", new Order(Action.QUIESCE, "root", NOON, "new kernel", Optional.of(NOON)))),
                List.of(news(Event.Kind.SERVER_DOWN), news(Event.Kind.WEIGHT)));
        Chronicle after = open();
        assertThat(after.state()).isEqualTo(before.state());
        assertThat(after.newest()).isEqualTo(2);
        assertThat(after.state().outbox()).extracting(Event::seq).containsExactly(1L);
        assertThat(after.last(10)).hasSize(2);
    }

    @Test
    void whatIsSpooledIsNotDueAgain() throws IOException {
        Chronicle chronicle = open();
        chronicle.tell(Event.Kind.TROUBLE, new Subject.Component("a"), "broken", "");
        chronicle.tell(Event.Kind.TROUBLE, new Subject.Component("b"), "broken", "");
        chronicle.spooled(1);
        assertThat(open().state().outbox()).extracting(Event::subject).containsExactly("b");
    }

    @Test
    void anOutboxThatCannotBeSavedKeepsItsEvents() throws IOException {
        Chronicle chronicle = open();
        chronicle.tell(Event.Kind.TROUBLE, new Subject.Component("a"), "broken", "");
        // A folder in the place of the file that is written beside the state: no write can succeed.
        Files.createDirectory(folder.resolve("state.json.new"));
        assertThatThrownBy(() -> chronicle.spooled(1)).isInstanceOf(IOException.class);
        assertThat(chronicle.state().outbox()).hasSize(1);
    }

    @Test
    void anEventThatAKillKeptOutOfTheJournalIsWrittenAtTheNextStart() throws IOException {
        open().tell(Event.Kind.TROUBLE, new Subject.Component("a"), "broken", "");
        Files.delete(folder.resolve("events.jsonl"));
        assertThat(open().last(10)).extracting(Event::subject).containsExactly("a");
        assertThat(open().last(10)).hasSize(1);
    }

    @Test
    void halfALineInTheJournalAndAnUnreadableStateStopNobody() throws IOException {
        open().tell(Event.Kind.LIFE, new Subject.Component("a"), "started", "");
        Files.writeString(folder.resolve("events.jsonl"),
                Files.readString(folder.resolve("events.jsonl")) + "{\"seq\":");
        Files.writeString(folder.resolve("state.json"), "{\"seq\":1");
        Chronicle after = open();
        assertThat(after.state()).isEqualTo(HubState.EMPTY);
        assertThat(after.last(10)).hasSize(1);
        assertThat(folder.resolve("state.json.unreadable")).exists();
    }

    @Test
    void aTroubleIsToldWhenItBeginsChangesAndEnds() throws IOException {
        Chronicle chronicle = open();
        var heard = new ArrayList<Event>();
        chronicle.follow(heard::add);
        var ended = new ProcessAlarm.ProcessEnded(7, 1);
        chronicle.trouble("nanny", ended);
        chronicle.trouble("nanny", new ProcessAlarm.ProcessEnded(7, 1));
        assertThat(chronicle.troubles()).containsExactly("nanny: pid 7 ended with exit code 1; started again");
        assertThat(chronicle.ongoing()).extracting(Situation.Trouble::what).containsExactly(ended);
        chronicle.trouble("nanny", Reason.NONE);
        chronicle.trouble("nanny", Reason.NONE);
        assertThat(heard).extracting(Event::kind).containsExactly(Event.Kind.TROUBLE, Event.Kind.TROUBLE_OVER);
        assertThat(heard).as("for other languages").extracting(e -> e.facts().causes()).containsExactly(List.of(ended),
                List.of(ended));
        assertThat(chronicle.troubles()).isEmpty();
    }
}
