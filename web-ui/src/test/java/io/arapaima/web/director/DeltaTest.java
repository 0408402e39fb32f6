package io.arapaima.web.director;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a reader is told that has seen something before. */
class DeltaTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final LiveState state = new LiveState(InstantSource.fixed(NOON));

    private static View.ServerRow server(String id, int weight) {
        return new View.ServerRow(id, "web", id, "10.0.0.1:80", "direct", "up", "", "", NOON, 1, weight, true, 0, 0,
                OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    private static View view(View.ServerRow... servers) {
        return new View(new View.DirectorRow("1", NOON, "lvs.cf", NOON, "none", true, 1, 0, "active", NOON, "", ""),
                List.of(), List.of(servers), List.of(), List.of(), List.of());
    }

    @Test
    void onlyRowsThatChangedAreTold() {
        state.heard(view(server("web:s1", 1), server("web:s2", 1)));
        state.heard(view(server("web:s1", 1), server("web:s2", 5)));
        Delta delta = state.between(1, state.last().orElseThrow()).orElseThrow();
        assertThat(delta.sequence()).isEqualTo(2);
        assertThat(delta.servers()).containsExactly(server("web:s2", 5));
        assertThat(delta.director()).isEmpty();
        assertThat(delta.troubles()).isEmpty();
    }

    @Test
    void whoWasSlowGetsTheLastStateAndNoneInBetween() {
        state.heard(view(server("web:s1", 1)));
        for (int weight = 2; weight < 9; weight++) {
            state.heard(view(server("web:s1", weight)));
        }
        assertThat(state.between(1, state.last().orElseThrow()).orElseThrow().servers())
                .containsExactly(server("web:s1", 8));
    }

    @Test
    void rowsThatComeAndGoTakeTheWholeView() {
        state.heard(view(server("web:s1", 1)));
        state.heard(view(server("web:s1", 1), server("web:s2", 1)));
        assertThat(state.between(1, state.last().orElseThrow())).isEmpty();
        state.heard(view(server("web:s2", 1), server("web:s1", 1)));
        assertThat(state.between(2, state.last().orElseThrow())).isEmpty();
    }

    @Test
    void theSameStateIsNoNewOne() {
        state.heard(view(server("web:s1", 1)));
        state.heard(view(server("web:s1", 1)));
        assertThat(state.last().orElseThrow().sequence()).isEqualTo(1);
    }

    @Test
    void viewsAndEventsAreBounded() {
        List<Long> numbers = new ArrayList<>();
        for (int i = 1; i <= 2 * LiveState.EVENTS; i++) {
            state.heard(view(server("web:s1", i)));
            state.happened(new Event(i, NOON, Event.Kind.LIFE, new Subject.Component("hub"), "", "up", "", ""));
            numbers.add((long) i);
        }
        assertThat(state.events(-1)).extracting(Event::seq)
                .containsExactlyElementsOf(numbers.subList(LiveState.EVENTS, numbers.size()));
        assertThat(state.between(1, state.last().orElseThrow())).isEmpty();
        assertThat(state.between(2L * LiveState.EVENTS - 5, state.last().orElseThrow())).isPresent();
    }

    @Test
    void anEventThatIsToldAgainAfterANewConnectionComesOnce() {
        Event event = new Event(7, NOON, Event.Kind.LIFE, new Subject.Component("hub"), "", "up", "", "");
        state.happened(event);
        state.happened(event);
        assertThat(state.events(-1)).hasSize(1);
    }

    @Test
    void namesOfAllKindsHaveIdsOfTheirOwn() {
        assertThat(List.of(Ids.of("web"), Ids.of("a/b"), Ids.of("."), Ids.of(".."), Ids.of("~web"), Ids.of("日本"),
                Ids.of("a:b"), Ids.of("a b"))).doesNotHaveDuplicates().allMatch(id -> id.matches("~?[\\w.+-]+"))
                .noneMatch(id -> id.startsWith("."));
        assertThat(Ids.ofServer("a+b", "a/s1")).isEqualTo("a:s1");
        assertThat(Ids.ofServer("web", "sorry server")).isEqualTo("web:~");
    }
}
