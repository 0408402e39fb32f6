package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that write a line ten times a second, stopped and let go on. */
@Timeout(120)
class ChildTest {
    private static final Child.Life LIFE = new Child.Life(Duration.ofSeconds(30), Duration.ofSeconds(2),
            Duration.ofSeconds(6));

    @TempDir
    private Path folder;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Optional<Child> child = Optional.empty();
    private volatile boolean listening = true;
    private volatile boolean heard;

    private Child start(String command) {
        Child started = new Child("speaker", List.of("sh", "-c", "echo $$ >" + folder.resolve("pid") + "; " + command),
                LIFE,
                said::add);
        child = Optional.of(started);
        started.start();
        return started;
    }

    @AfterEach
    void end() {
        listening = false;
        child.ifPresent(Child::close);
    }

    /** As a conversation does. */
    private void listenTo(Child speaker) {
        Thread.ofVirtual().start(() -> {
            try {
                for (long last = 0; listening; Thread.sleep(20)) {
                    Path words = folder.resolve("words");
                    long now = Files.exists(words) ? Files.size(words) : 0;
                    if (now != last) {
                        speaker.heard();
                        heard = true;
                    }
                    last = now;
                }
            } catch (IOException | InterruptedException e) {
                said.add(e.toString());
            }
        });
    }

    private String pid() throws IOException {
        Path file = folder.resolve("pid");
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, pid()).inheritIO().start().waitFor();
    }

    private static void await(BooleanSupplier wish) throws InterruptedException {
        while (!wish.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    @Test
    void oneThatFallsSilentIsReportedThenKilledAndStartedAgain() throws Exception {
        listenTo(start("while :; do echo x >>" + folder.resolve("words") + "; sleep 0.1; done"));
        await(() -> heard);
        String first = pid();
        signal("STOP");
        await(() -> !said.isEmpty());
        assertThat(said.getFirst())
                .matches("pid " + first + " has said nothing for [23] s; it hangs, or the machine is overloaded; "
                        + "after 6 s it is killed and started again");
        signal("CONT");
        await(() -> said.size() == 2);
        assertThat(said.getLast()).as("it speaks again").isEmpty();
        assertThat(pid()).isEqualTo(first);

        signal("STOP");
        await(() -> said.size() == 4);
        assertThat(said.getLast()).matches("pid " + first + " said nothing for [67] s and was killed; started again");
        await(() -> {
            try {
                return !pid().isEmpty() && !pid().equals(first);
            } catch (IOException e) {
                return false;
            }
        });
        assertThat(ProcessHandle.of(Long.parseLong(first)).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void oneThatSaidNothingYetHasTimeToStart() throws Exception {
        start("sleep 60");
        Thread.sleep(LIFE.end().plusSeconds(2));
        assertThat(said).isEmpty();
    }

    @Test
    void aListenerThatIsAtWorkKillsNobody() throws Exception {
        Child speaker = start("sleep 60");
        speaker.heard();
        speaker.occupied(true);
        Thread.sleep(LIFE.end().plusSeconds(2));
        assertThat(said).isEmpty();
    }
}
