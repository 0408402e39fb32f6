package io.arapaima.demo;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.HubClient;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A director without a partner as processes, all four of them: pulse, lvs-manager, nanny and relay. */
final class LoneDirector implements AutoCloseable {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Duration LIMIT = Duration.ofSeconds(150);
    private static final String CLASSES = System.getProperty("java.class.path");

    private final Path folder;
    private final TestPrograms programs = new TestPrograms();
    private Optional<Process> pulse = Optional.empty();

    LoneDirector(Path folder) {
        this.folder = folder;
    }

    @Override
    public void close() {
        programs.close();
    }

    /** Plugins lie here. */
    Path plugins() {
        return folder.resolve("plugins");
    }

    Path state() {
        return folder.resolve("state");
    }

    /**
     * Starts it with one service of one real server, and waits until it is active and nothing of its own is in trouble.
     *
     * @param port of the real server, 127.0.0.1
     * @param before the start of pulse's command, for example a namespace
     */
    void start(int port, String... before) throws IOException {
        start(port, "check_interval = 0.5", List.of(before));
    }

    /** The same with other lines in the block of the service. */
    void start(int port, String lines, List<String> before) throws IOException {
        Files.createDirectories(plugins());
        Files.createDirectories(state());
        Files.writeString(folder.resolve("lvs.cf"), """
                primary = 127.0.0.1
                data_plane = relay
                virtual web {
                  active = 1
                  address = 127.0.0.9 lo:1
                  port = 18765
                  %s
                  server s1 {
                    address = 127.0.0.1
                    port = %d
                    active = 1
                  }
                }
                """.formatted(lines, port));
        Path launcher = script("launcher", """
                program=$1; shift
                case $program in
                  nanny) echo $$ >%1$s/nanny.pid; exec %2$s %4$s -Darapaima.ipvsadm=%6$s -XX:TieredStopAtLevel=1 -cp '%3$s' io.arapaima.nanny.Main "$@" ;;
                  relay) echo $$ >%1$s/relay.pid; exec %2$s %5$s -XX:TieredStopAtLevel=1 -cp '%3$s' io.arapaima.relay.Main "$@" ;;
                esac
                """.formatted(folder, JAVA, CLASSES, JvmFlags.words("nanny"), JvmFlags.words("relay"),
                Path.of("../nanny/src/main/sh/ipvsadm").toAbsolutePath()));
        Path hub = script("hub", "exec " + JAVA + " " + JvmFlags.words("lvs-manager") + " -Darapaima.launcher="
                + launcher + " -Darapaima.plugins=" + plugins() + " -Darapaima.checks=/nonexistent -cp '" + CLASSES
                + "' io.arapaima.manager.Main \"$@\"");
        List<String> command = new ArrayList<>(before);
        command.addAll(DirectorPair.pulse(folder.resolve("lvs.cf"), "--run-dir=" + folder.resolve("run"),
                "--state-dir=" + state(), "--self=127.0.0.1", "--lvs=" + hub));
        pulse = Optional.of(programs.start(folder.resolve("output"), command));
        await(s -> s.role().role().equals("active") && allWell(s) && s.director().nannyIsThere());
    }

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** The process of {@code pulse}, {@code hub}, {@code nanny} or {@code relay}. */
    String pid(String name) throws IOException {
        return switch (name) {
            case "pulse" -> Long.toString(pulse.orElseThrow().pid());
            case "hub" -> Files.readString(folder.resolve("run/lvs.pid")).strip();
            default -> Files.readString(folder.resolve(name + ".pid")).strip();
        };
    }

    void signal(String signal, String pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    }

    private DirectorSnapshot status() throws IOException {
        try (HubClient hub = HubClient.connect(folder.resolve("run/lvs-manager.sock"), "test")) {
            return hub.status();
        }
    }

    void await(Predicate<DirectorSnapshot> wish) throws IOException {
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
        throw new AssertionError("it did not come to it: " + last + "\n" + Files.readString(folder.resolve("output")));
    }

    /** Waits until another process than the one named is there. */
    void awaitAnother(String name, String pid) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (pid(name).equals(pid) || pid(name).isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no other " + name + " than pid " + pid + "\n"
                        + Files.readString(folder.resolve("output")));
            }
            Thread.sleep(50);
        }
    }

    /** Nothing is said against its own processes. */
    static boolean allWell(DirectorSnapshot s) {
        return s.troubles().stream()
                .noneMatch(t -> t.startsWith("nanny: ") || t.startsWith("relay: ") || t.startsWith("data plane: "));
    }

    static Predicate<DirectorSnapshot> trouble(String text) {
        return s -> s.troubles().stream().anyMatch(t -> t.contains(text));
    }
}
