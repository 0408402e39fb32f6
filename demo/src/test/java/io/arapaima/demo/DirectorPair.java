package io.arapaima.demo;

import io.arapaima.testkit.FreePort;
import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.PulseReport;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.reason.Role;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Two directors as processes on two loopback addresses, pulse and lvs-manager each, without a data plane. Heaps are the launcher's. */
final class DirectorPair implements AutoCloseable {
    static final String PRIMARY = "primary";
    static final String BACKUP = "backup";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");
    /** The launcher's: whoever writes the journal waits for it, and nobody else. */
    private static final String LOGGING = "-Djava.util.logging.config.file="
            + Path.of("../etc/logging.properties").toAbsolutePath().normalize();
    /** Stuffs a pipe and gives it to a command, whose own end it is that is never read. */
    private static final String STUFFED = """
            mkfifo $1
            exec 3<>$1
            dd if=/dev/zero of=/dev/fd/3 oflag=nonblock bs=4096 2>/dev/null
            shift
            exec "$@" >&3 2>&3
            """;

    private final Path folder;
    private final String common;
    private final TestPrograms programs = new TestPrograms();
    private final Map<String, Process> pulses = new HashMap<>();
    private boolean stuffed;

    DirectorPair(Path folder) throws IOException {
        this.folder = folder;
        Path key = Files.writeString(folder.resolve("heartbeat.key"), "0123456789abcdef0123456789abcdef");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        int port = FreePort.ofAll("127.0.3.1", "127.0.3.2");
        // A busy machine is no subject here, so deadtime is long.
        common = """
                primary = 127.0.3.1
                backup = 127.0.3.2
                backup_active = 1
                data_plane = none
                deadtime = 3
                heartbeat_port = %d
                heartbeat_key = %s
                """.formatted(port, key);
    }

    @Override
    public void close() {
        programs.close();
    }

    /** From now on what is started writes to a pipe that is full, and that nobody reads. */
    void nobodyReads() {
        stuffed = true;
    }

    Path file(String name) {
        return folder.resolve(name).resolve("lvs.cf");
    }

    void write(String name, int serial, String more) throws IOException {
        Files.createDirectories(folder.resolve(name));
        Files.writeString(file(name), "serial_no = " + serial + "\n" + common + more + """
                virtual idle {
                  active = 1
                  address = 10.0.0.8 eth0:2
                }
                """);
    }

    /** The backup knows which checks there are: none. */
    void startBoth() throws Exception {
        Path none = Files.writeString(folder.resolve("checks.json"), Json.write(new CheckCatalogue(List.of())));
        start(PRIMARY, "127.0.3.1", "-Darapaima.checks=/nonexistent");
        await(PRIMARY, s -> s.role() == Role.ACTIVE);
        start(BACKUP, "127.0.3.2", "-Darapaima.checks=" + none);
        await(BACKUP, s -> s.partners().getFirst().state().equals("active") && s.troubles().isEmpty());
        await(PRIMARY, s -> s.troubles().isEmpty());
    }

    private void start(String name, String self, String checks) throws IOException {
        Path nanny = script(name + "-nanny", "sh -c 'while kill -0 $ARAPAIMA_PARENT; do sleep 1; done' 2>/dev/null");
        Path hub = script(name + "-hub",
                JAVA + " " + JvmFlags.words("lvs-manager") + " " + LOGGING + " " + checks
                        + " -Darapaima.launcher=" + nanny + " -cp '" + CLASSES + "' io.arapaima.manager.Main \"$@\"");
        List<String> command = new ArrayList<>(stuffed
                ? List.of("sh", "-c", STUFFED, "sh", folder.resolve(name + ".pipe").toString())
                : List.of());
        command.addAll(pulse(file(name), "--run-dir=" + folder.resolve(name),
                "--state-dir=" + folder.resolve(name), "--self=" + self, "--lvs=" + hub));
        pulses.put(name, programs.start(output(name), command));
    }

    /** Asks pulse to end, and waits; its exit code. */
    int stop(String name) throws InterruptedException {
        Process pulse = Objects.requireNonNull(pulses.get(name));
        pulse.destroy();
        return pulse.waitFor();
    }

    /** What a director's programs have said. */
    private Path output(String name) {
        return folder.resolve(name + ".log");
    }

    /** The command of a pulse. */
    static List<String> pulse(Path file, String... words) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(JvmFlags.of("pulse"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", LOGGING, "-cp", CLASSES, "io.arapaima.pulse.Main", "-c",
                file.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private Path script(String name, String command) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\nexec " + command + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Message ask(String name, String socket, Message question) throws IOException {
        try (IpcConnection daemon = IpcConnection.connect(folder.resolve(name).resolve(socket))) {
            daemon.send(new Message.Hello("test", "1", ProcessHandle.current().pid()));
            daemon.send(question);
            return daemon.receive();
        }
    }

    Message.Answer hub(String name, Message question) throws IOException {
        return (Message.Answer) ask(name, "lvs-manager.sock", question);
    }

    PulseSnapshot snapshot(String name) throws IOException {
        return ((PulseReport.PulseStatus) ask(name, "pulse.sock", new PulseRequest.PulseQuery())).snapshot();
    }

    void await(String name, Predicate<PulseSnapshot> wish) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            try {
                PulseSnapshot snapshot = snapshot(name);
                if (wish.test(snapshot)) {
                    return;
                }
                last = snapshot.toString();
            } catch (IOException e) {
                last = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError(name + " did not come to it: " + last + "\n" + Files.readString(output(name)));
    }
}
