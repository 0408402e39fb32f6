package io.arapaima.web;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.HubClient;
import io.arapaima.testkit.Await;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** lvs-manager as a process, without data plane and mail; its check engine is whoever calls itself nanny. */
final class RealHub implements AutoCloseable {
    static final String FILE = """
            serial_no = 1
            primary = 127.0.0.1
            data_plane = none
            virtual web {
              active = 1
              address = 127.0.0.9 lo:1
              port = 18766
              scheduler = wlc # kept
              server s1 {
                address = 127.0.0.1
                active = 1
                weight = 7
              }
              server s2 {
                address = 127.0.0.2
                active = 1
              }
            }
            virtual <b>mail</b> {
              active = 1
              address = 127.0.0.9 lo:1
              port = 18767
              server <script>alert(1)</script> {
                address = 127.0.0.3
                active = 1
              }
            }
            """;
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path folder;
    private final String role;
    private final TestPrograms programs = new TestPrograms();
    private Process process;

    RealHub(Path folder, String role) throws Exception {
        this(folder, role, FILE);
    }

    RealHub(Path folder, String role, String file) throws Exception {
        this.folder = folder;
        this.role = role;
        Files.writeString(folder.resolve("lvs.cf"), file);
        process = begin();
        awaitAnswer();
    }

    private Process begin() throws IOException {
        Path nanny = Files.writeString(folder.resolve("nanny"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(nanny, PosixFilePermissions.fromString("rwx------"));
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(JvmFlags.of("lvs-manager"));
        command.addAll(List.of("-Darapaima.launcher=" + nanny, "-Darapaima.checks=/nonexistent", "-cp",
                System.getProperty("java.class.path"), "io.arapaima.manager.Main", "-c", file().toString(),
                "--run-dir=" + run(), "--state-dir=" + folder.resolve("state"), "--role=" + role));
        return programs.start(folder.resolve("hub.log"), command);
    }

    private void awaitAnswer() throws Exception {
        Await.until("the hub answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(Files.readString(folder.resolve("hub.log")));
            }
            try (HubClient hub = HubClient.connect(run().resolve("lvs-manager.sock"), "test")) {
                return !hub.status().services().isEmpty();
            } catch (IOException e) {
                return false;
            }
        });
    }

    Path run() {
        return folder.resolve("run");
    }

    Path file() {
        return folder.resolve("lvs.cf");
    }

    long pid() {
        return process.pid();
    }

    /** kill -9, and a new one. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() throws Exception {
        process = begin();
        awaitAnswer();
    }

    void pause(boolean stop) throws Exception {
        new ProcessBuilder("kill", stop ? "-STOP" : "-CONT", Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        programs.close();
    }
}
