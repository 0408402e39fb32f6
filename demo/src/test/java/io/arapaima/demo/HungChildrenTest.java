package io.arapaima.demo;

import static io.arapaima.demo.LoneDirector.trouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each process of a director, stopped (SIGSTOP) while it is at work. There is no check plugin, which is a trouble of its own. */
class HungChildrenTest {
    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init") // made before each test
    private LoneDirector director;

    @BeforeEach
    void start() throws IOException {
        director = new LoneDirector(folder);
        director.start(18_766);
    }

    @AfterEach
    void end() {
        director.close();
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void aStoppedNannyAndAStoppedRelayAreReportedKilledAndStartedAgain() throws Exception {
        String nanny = director.pid("nanny");
        String relay = director.pid("relay");
        director.signal("STOP", nanny);
        director.signal("STOP", relay);
        director.await(trouble("nanny: pid " + nanny + " has said nothing for "));
        director.await(trouble("relay: pid " + relay + " has said nothing for "));
        director.awaitAnother("nanny", nanny);
        director.awaitAnother("relay", relay);
        director.await(LoneDirector::allWell);
        assertThat(lives(nanny)).isFalse();
    }

    @Test
    void theDeathOfTheRelayIsSeenAtOnceAndOneThatGoesOnIsNotKilled() throws Exception {
        String nanny = director.pid("nanny");
        director.signal("STOP", nanny);
        director.await(trouble("nanny: pid " + nanny + " has said nothing for "));
        director.signal("CONT", nanny);
        director.await(LoneDirector::allWell);
        assertThat(director.pid("nanny")).isEqualTo(nanny);

        String relay = director.pid("relay");
        long death = System.nanoTime();
        director.signal("KILL", relay);
        director.awaitAnother("relay", relay);
        assertThat(Duration.ofNanos(System.nanoTime() - death)).as("the table is read each 15 s")
                .isLessThan(Duration.ofSeconds(10));
        director.await(LoneDirector::allWell);
    }

    /** The hub itself, and a pulse that was stopped: nobody is killed for its absence. */
    @Test
    void aStoppedHubIsKilledAndStartedAgainUnderALonePulseToo() throws Exception {
        String hub = director.pid("hub");
        director.signal("STOP", director.pid("pulse"));
        Thread.sleep(35_000);
        director.signal("CONT", director.pid("pulse"));
        Thread.sleep(3_000);
        assertThat(director.pid("hub")).as("pulse was stopped, and not the hub").isEqualTo(hub);

        director.signal("STOP", hub);
        director.awaitAnother("hub", hub);
        director.await(s -> s.role().role().equals(Role.ACTIVE.word()));
        assertThat(lives(hub)).isFalse();
    }
}
