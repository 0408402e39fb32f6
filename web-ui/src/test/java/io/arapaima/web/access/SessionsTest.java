package io.arapaima.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.peer.PeerRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a session lives. */
class SessionsTest {
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private final Sessions sessions = new Sessions(() -> now);

    private UserFile users(PeerRole role) {
        return UserFile.EMPTY.with(new UserFile.User("anna", role, "", Instant.EPOCH));
    }

    private boolean lives(String word, PeerRole role, boolean active) {
        return sessions.find(word, users(role), active).isPresent();
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    @Test
    void whoMayChangeSomethingIsSignedOutWhenNobodyIsThere() {
        String word = sessions.begin("anna", "::1", "");
        later(Duration.ofMinutes(14));
        assertThat(lives(word, PeerRole.OPERATOR, true)).isTrue();
        later(Duration.ofMinutes(14));
        assertThat(lives(word, PeerRole.OPERATOR, false)).isTrue();
        later(Duration.ofMinutes(1));
        assertThat(lives(word, PeerRole.OPERATOR, true)).as("a stream shows nobody").isFalse();
    }

    @Test
    void nobodyIsSignedInForMoreThanHalfADay() {
        String word = sessions.begin("anna", "::1", "");
        for (int i = 0; i < 71; i++) {
            later(Duration.ofMinutes(10));
            assertThat(lives(word, PeerRole.EDITOR, true)).isTrue();
        }
        later(Duration.ofMinutes(10));
        assertThat(lives(word, PeerRole.EDITOR, true)).isFalse();
    }

    @Test
    void aScreenOnTheWallStays() {
        String word = sessions.begin("anna", "::1", "");
        later(Duration.ofHours(11));
        assertThat(lives(word, PeerRole.VIEWER, false)).isTrue();
    }

    @Test
    void onePersonHasTwentyAtMost() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            words.add(sessions.begin("anna", "::1", ""));
            later(Duration.ofSeconds(1));
        }
        assertThat(words.stream().filter(w -> lives(w, PeerRole.VIEWER, true))).hasSize(20);
        assertThat(lives(words.getLast(), PeerRole.VIEWER, true)).isTrue();
    }

    @Test
    void whoIsRemovedIsOut() {
        String word = sessions.begin("anna", "::1", "");
        assertThat(sessions.find(word, UserFile.EMPTY, true)).isEmpty();
        assertThat(lives(word, PeerRole.VIEWER, true)).as("and stays out").isFalse();
    }
}
