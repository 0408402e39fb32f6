package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Role;
import io.arapaima.ipc.TestPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A director without a partner, all four processes of it, each of them stopped (SIGSTOP) while it is at work. */
class HungChildrenTest {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString()
            + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m";
    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final String CLASSES = System.getProperty("java.class.path");

    @TempDir
    private Path folder;
    private final TestPrograms programs = new TestPrograms();
    private Optional<Process> pulse = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), """
                primary = 127.0.0.1
                data_plane = relay
                virtual web {
                  active = 1
                  address = 127.0.0.9 lo:1
                  port = 18765
                  server s1 {
                    address = 127.0.0.1
                    active = 1
                  }
                }
                """);
        Path launcher = script("launcher", """
                program=$1; shift
                case $program in
                  nanny) echo $$ >%1$s/nanny.pid; exec %2$s -cp '%3$s' io.arapaima.nanny.Main "$@" ;;
                  relay) echo $$ >%1$s/relay.pid; exec %2$s -cp '%3$s' io.arapaima.relay.Main "$@" ;;
                esac
                """.formatted(folder, JAVA, CLASSES));
        Path hub = script("hub", "exec " + JAVA + " -Darapaima.launcher=" + launcher + " -Darapaima.plugins=" + folder
                + "/plugins -Darapaima.checks=/nonexistent -cp '" + CLASSES + "' io.arapaima.manager.Main \"$@\"");
        Files.createDirectory(folder.resolve("plugins"));
        pulse = Optional.of(programs.start(folder.resolve("output"), DirectorPair.pulse(folder.resolve("lvs.cf"),
                "--run-dir=" + folder.resolve("run"), "--state-dir=" + folder.resolve("state"), "--self=127.0.0.1",
                "--lvs=" + hub)));
        await(s -> s.role().role().equals(Role.ACTIVE.word()) && allWell(s) && s.director().nanny().contains("checks"));
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void end() {
        programs.close();
    }

    private String pid(String name) throws IOException {
        Path file = name.equals("hub") ? folder.resolve("run/lvs.pid") : folder.resolve(name + ".pid");
        return Files.readString(file).strip();
    }

    private static void signal(String signal, String pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }

    private DirectorSnapshot status() throws IOException {
        try (IpcConnection hub = IpcConnection.connect(folder.resolve("run/lvs-manager.sock"))) {
            hub.send(new Message.Hello("test", "1", ProcessHandle.current().pid()));
            hub.send(new Message.StatusQuery());
            return ((Message.Status) hub.receive()).snapshot();
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void await(Predicate<DirectorSnapshot> wish) {
        String last = "";
        for (long end = System.nanoTime() + LIMIT.toNanos(); System.nanoTime() < end;) {
            try {
                DirectorSnapshot now = status();
                if (wish.test(now)) {
                    return;
                }
                last = now.toString();
                Thread.sleep(50);
            } catch (IOException e) {
                // it is not up, or it ended; asked again
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("it did not come to it: " + last + "\n" + output());
    }

    /** There is no check plugin, which is a trouble of its own. */
    private static boolean allWell(DirectorSnapshot s) {
        return s.troubles().stream()
                .noneMatch(t -> t.startsWith("nanny: ") || t.startsWith("relay: ") || t.startsWith("data plane: "));
    }

    private static Predicate<DirectorSnapshot> trouble(String text) {
        return s -> s.troubles().stream().anyMatch(t -> t.contains(text));
    }

    private void awaitAnother(String name, String pid) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (pid(name).equals(pid) || pid(name).isEmpty()) {
            assertThat(System.nanoTime()).as("no other " + name + " than pid " + pid).isLessThan(end);
            Thread.sleep(50);
        }
    }

    @Test
    void aStoppedNannyAndAStoppedRelayAreReportedKilledAndStartedAgain() throws Exception {
        String nanny = pid("nanny");
        String relay = pid("relay");
        signal("STOP", nanny);
        signal("STOP", relay);
        await(trouble("nanny: pid " + nanny + " has said nothing for "));
        await(trouble("relay: pid " + relay + " has said nothing for "));
        awaitAnother("nanny", nanny);
        awaitAnother("relay", relay);
        await(HungChildrenTest::allWell);
        assertThat(ProcessHandle.of(Long.parseLong(nanny)).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void theDeathOfTheRelayIsSeenAtOnceAndOneThatGoesOnIsNotKilled() throws Exception {
        String nanny = pid("nanny");
        signal("STOP", nanny);
        await(trouble("nanny: pid " + nanny + " has said nothing for "));
        signal("CONT", nanny);
        await(HungChildrenTest::allWell);
        assertThat(pid("nanny")).isEqualTo(nanny);

        String relay = pid("relay");
        long death = System.nanoTime();
        signal("KILL", relay);
        awaitAnother("relay", relay);
        assertThat(Duration.ofNanos(System.nanoTime() - death)).as("the table is read each 15 s")
                .isLessThan(Duration.ofSeconds(5));
        await(HungChildrenTest::allWell);
    }

    /** The hub itself, and a pulse that was stopped: nobody is killed for its absence. */
    @Test
    void aStoppedHubIsKilledAndStartedAgainUnderALonePulseToo() throws Exception {
        String hub = pid("hub");
        signal("STOP", Long.toString(pulse.orElseThrow().pid()));
        Thread.sleep(35_000);
        signal("CONT", Long.toString(pulse.orElseThrow().pid()));
        Thread.sleep(3_000);
        assertThat(pid("hub")).as("pulse was stopped, and not the hub").isEqualTo(hub);

        signal("STOP", hub);
        awaitAnother("hub", hub);
        await(s -> s.role().role().equals(Role.ACTIVE.word()));
        assertThat(ProcessHandle.of(Long.parseLong(hub)).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
