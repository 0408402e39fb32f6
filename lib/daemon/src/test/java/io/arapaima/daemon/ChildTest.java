package io.arapaima.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that write a line ten times a second, stopped and let go on. */
@Timeout(240)
class ChildTest {
    private static final Child.Life LIFE = new Child.Life(Duration.ofSeconds(30), Duration.ofSeconds(2),
            Duration.ofSeconds(12));

    @TempDir
    private Path folder;
    private final List<ChildNews> said = new CopyOnWriteArrayList<>();
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
                throw new AssertionError(e);
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

    private boolean lastIs(Predicate<ChildNews> expected) {
        return !said.isEmpty() && expected.test(said.getLast());
    }

    private static void await(Callable<Boolean> wish) throws Exception {
        while (!wish.call()) {
            Thread.sleep(20);
        }
    }

    /** A machine that is slow may make the speaker seem silent before its time, and again; so each is waited for by what it says. */
    @Test
    void oneThatFallsSilentIsReportedThenKilledAndStartedAgain() throws Exception {
        listenTo(start("while :; do echo x >>" + folder.resolve("words") + "; sleep 0.1; done"));
        await(() -> heard);
        long first = Long.parseLong(pid());
        signal("STOP");
        await(() -> lastIs(news -> news instanceof ChildNews.Silent(var pid, var _, var limit) && pid == first
                && limit == LIFE.end().toSeconds()));
        signal("CONT");
        await(() -> lastIs(new ChildNews.Speaks()::equals));
        assertThat(pid()).as("it speaks again and is the same").isEqualTo(Long.toString(first));

        signal("STOP");
        await(() -> lastIs(new ChildNews.Killed(first, LIFE.end().toSeconds())::equals));
        await(() -> !pid().isEmpty() && !pid().equals(Long.toString(first)));
        assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
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

    /** Stopping it right after its predecessor was killed would leave what that one had. */
    @Test
    void oneThatIsStartedAgainIsAwaitedBeforeItIsEnded() throws Exception {
        Child speaker = start("while :; do echo x >>" + folder.resolve("words") + "; sleep 0.1; done");
        assertThat(speaker.awaitWord(Duration.ZERO)).as("one that never spoke").isTrue();
        speaker.heard();
        assertThat(speaker.awaitWord(Duration.ZERO)).as("one that speaks").isTrue();
        await(() -> !pid().isEmpty());
        signal("KILL");
        await(() -> !speaker.awaitWord(Duration.ZERO));
        Thread.ofVirtual().start(speaker::heard);
        assertThat(speaker.awaitWord(Duration.ofMinutes(3))).as("its successor").isTrue();
    }
}
