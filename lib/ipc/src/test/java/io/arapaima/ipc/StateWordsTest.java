package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.ServerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/messages.md names every word that a state can have, in the order of its list. */
class StateWordsTest {
    private static String row(String begin) throws IOException {
        return Files.readAllLines(Path.of("..", "..", "docs", "messages.md")).stream().filter(l -> l.startsWith(begin))
                .findFirst().orElseThrow();
    }

    private static String words(List<String> words) {
        return words.stream().map(w -> "`" + w + "`").collect(Collectors.joining(", ", "| ", " |"));
    }

    @Test
    void theManualListsThemAll() throws IOException {
        assertThat(row("| `state` of a real server"))
                .endsWith(words(Arrays.stream(ServerState.values()).map(ServerState::word).toList()));
        assertThat(row("| `serving` of a virtual service"))
                .endsWith(words(Arrays.stream(Serving.values()).map(Serving::word).toList()));
        for (ServerState state : ServerState.values()) {
            assertThat(ServerState.ofWord(state.word())).contains(state);
        }
    }
}
