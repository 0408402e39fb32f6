package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.lvsctl.manual.Completion;
import io.arapaima.lvsctl.manual.KnownWords;
import io.arapaima.lvsctl.rehearsal.Rehearsal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is offered where somebody presses the tab key. */
class CompletionTest {
    private static final CheckCatalogue CHECKS = new CheckCatalogue(
            List.of(new CheckDeclaration("http", "Asks a web server.", false, List.of()),
                    new CheckDeclaration("dns", "Asks a name server.", false, List.of())));

    @TempDir
    Path folder = Path.of("");

    private List<String> offered(String... words) {
        return new Completion(Map.of(), Main.commandLine(words), new KnownWords(folder, () -> CHECKS))
                .candidates(List.of(words)).stream().map(candidate -> candidate.replaceFirst("\t.*", "")).toList();
    }

    @Test
    void commandsAreOfferedWithWhatTheyDo() {
        assertThat(Main.candidates(List.of("st"))).extracting(line -> line.substring(0, line.indexOf('\t')))
                .containsExactly("status", "stats");
        assertThat(Main.candidates(List.of("")).size()).isEqualTo(Main.COMMANDS.size());
        assertThat(Main.candidates(List.of("nosuch", ""))).isEmpty();
    }

    @Test
    void optionsAndTheirValuesAreOffered() {
        assertThat(offered("status", "--pro")).containsExactly("--problems");
        assertThat(offered("status", "--state", "qui")).containsExactly("quiesced");
        assertThat(offered("status", "--state=qui")).containsExactly("--state=quiesced");
        assertThat(offered("quiesce", "--for", "")).isEmpty();
    }

    @Test
    void argumentsAreOfferedByWhatTheyAre() {
        assertThat(offered("maintenance", "")).containsExactly("on", "off");
        assertThat(offered("check", "--json", "")).containsExactly(Completion.FILES);
        assertThat(offered("probe", "h")).containsExactly("http");
        assertThat(offered("probe", "http", "")).isEmpty();
        assertThat(offered("keywords", "reen")).containsExactly("reentry");
        assertThat(offered("mail", "")).containsExactly("test");
    }

    @Test
    void namesAreThoseOfTheRunningDirectorAndNoneWithoutOne() throws IOException {
        assertThat(offered("quiesce", "")).isEmpty();
        DirectorSnapshot director;
        try (var in = Objects.requireNonNull(Rehearsal.class.getResourceAsStream("director.json"))) {
            director = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), DirectorSnapshot.class);
        }
        try (var _ = IpcServer.listen(folder.resolve("lvs-manager.sock"), peer -> {
            while (true) {
                if (peer.receive() instanceof Message.StatusQuery) {
                    peer.send(new Message.Status(director));
                }
            }
        })) {
            assertThat(offered("quiesce", "")).containsExactly("web", "web/www1", "web/www2");
            assertThat(offered("why", "web/www2")).containsExactly("web/www2");
            assertThat(offered("status", "--server", "web/")).containsExactly("web/www1", "web/www2");
            assertThat(offered("stats", "")).containsExactly("web");
            assertThat(offered("quiesce", "web", "")).isEmpty();
        }
    }
}
