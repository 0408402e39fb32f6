package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pair of which one machine still runs Piranha, and the steps from two old ones to two new ones: real processes and a real
 * address in two namespaces. After each event the kernels' record must show one owner, nobody for no longer than deadtime, and two
 * for no longer than two old ones would have.
 */
class MixedPairTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration DEADTIME = Duration.ofSeconds(6);
    /** What a busy machine may need to start a program, here two of them one after the other. */
    private static final Duration SLACK = Duration.ofSeconds(4);
    /** Two old ones have both the address until a beat is heard, and a little for the release. */
    private static final Duration BEAT = Duration.ofSeconds(1).plus(SLACK);
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASSES = System.getProperty("java.class.path");
    private static final String PIRANHA = "heartbeat_protocol = piranha\n";
    private static final String UNCHANGED = "";

    @TempDir
    private Path folder;
    @SuppressWarnings("NullAway.Init") // made before each test
    private TwoMachines machines;
    private final TestPrograms programs = new TestPrograms();
    private final Map<String, Process> running = new HashMap<>();
    private Instant mark = Instant.now();
    private String service = "lvs";

    @BeforeEach
    void twoMachines() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        machines = new TwoMachines(folder);
    }

    @AfterEach
    void endAll() throws Exception {
        programs.close();
        if (machines != null) {
            machines.remove();
        }
    }

    // --- what happens -------------------------------------------------------------------------------------------------

    private void old(String machine) throws IOException {
        boolean primary = machine.equals("a");
        String own = primary ? "1" : "2";
        String other = primary ? "2" : "1";
        start(machine, List.of(JAVA, "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", CLASSES,
                OldPulse.class.getName(), primary ? "primary" : "backup", "10.77.0." + own, "10.78.0." + own,
                "10.77.0." + other, "10.78.0." + other, "539", "1000", Long.toString(DEADTIME.toMillis()), service,
                TwoMachines.VIP, "pub"));
    }

    private void fresh(String machine, String keywords) throws IOException {
        Path run = Files.createDirectories(folder.resolve(machine));
        Files.writeString(run.resolve("address"), TwoMachines.VIP + " dev pub");
        Path hub = Files.writeString(run.resolve("hub.sh"), "#!/bin/sh\nexec " + JAVA
                + " -Xmx16m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '" + CLASSES + "' "
                + AddressHub.class.getName()
                + " \"$@\"\n");
        Files.setPosixFilePermissions(hub, PosixFilePermissions.fromString("rwx------"));
        Path file = Files.writeString(run.resolve("lvs.cf"), """
                service = %s
                primary = 10.77.0.1
                primary_private = 10.78.0.1
                backup = 10.77.0.2
                backup_private = 10.78.0.2
                backup_active = 1
                keepalive = 1
                deadtime = %d
                monitor_links = 1
                %s%s web {
                  active = 1
                  address = 10.77.0.100 pub
                  vip_nmask = 255.255.255.0
                  port = 80
                  start_cmd = /bin/true
                  stop_cmd = /bin/true
                }
                """.formatted(service, DEADTIME.toSeconds(), keywords, service.equals("fos") ? "failover" : "virtual"));
        List<String> pulse = new ArrayList<>(List.of(JAVA));
        pulse.addAll(JvmFlags.of("pulse"));
        pulse.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", CLASSES, Main.class.getName(), "-c", file.toString(),
                "--run-dir=" + run, "--state-dir=" + run, "--lvs=" + hub));
        start(machine, pulse);
    }

    private void start(String machine, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(machines.on(machine));
        all.addAll(command);
        running.put(machine, programs.start(log(machine), all));
    }

    private Path log(String machine) {
        return folder.resolve(machine + ".log");
    }

    private Process pulse(String machine) {
        return java.util.Objects.requireNonNull(running.get(machine));
    }

    private void stop(String machine) throws Exception {
        pulse(machine).destroy();
        assertThat(pulse(machine).waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private void kill(String machine) throws Exception {
        Process pulse = pulse(machine);
        pulse.descendants().forEach(ProcessHandle::destroyForcibly);
        pulse.destroyForcibly().waitFor();
    }

    private static void signal(long pid, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }

    private void hub(String machine, String signal) throws Exception {
        signal(Long.parseLong(Files.readString(folder.resolve(machine).resolve("hub.pid"))), signal);
    }

    private Message.Answer ask(String machine, Message wish) throws IOException {
        try (IpcConnection pulse = IpcConnection.connect(folder.resolve(machine).resolve("pulse.sock"))) {
            pulse.send(new Message.Hello("test", "1", ProcessHandle.current().pid()));
            pulse.send(wish);
            return (Message.Answer) pulse.receive();
        }
    }

    // --- what is expected ---------------------------------------------------------------------------------------------

    private void says(String machine, String words) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(log(machine)) || !Files.readString(log(machine)).contains(words)) {
            assertThat(System.nanoTime() - end).as(() -> words + " in " + everything()).isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The address is, or comes, where it should be, and from the mark on nobody had it for deadtime at most, two for no longer than given. */
    private void owner(String who, Duration two) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!machines.owners().equals(who)) {
            assertThat(System.nanoTime() - end).as(() -> "owner " + who + ": " + everything()).isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TwoMachines.Owners seen = machines.since(mark);
        assertThat(seen.nobody()).as(() -> "nobody: " + everything()).isLessThan(DEADTIME.plus(SLACK));
        assertThat(seen.two()).as(() -> "two: " + everything()).isLessThanOrEqualTo(two);
        mark = Instant.now();
    }

    private void stays(String who, Duration time) throws Exception {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        owner(who, Duration.ZERO);
    }

    private void begins(String who) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!machines.owners().equals(who)) {
            assertThat(System.nanoTime() - end).as(() -> "first owner " + who + ": " + everything()).isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        mark = Instant.now();
    }

    private String everything() {
        try {
            var text = new StringBuilder(machines.record());
            for (String machine : running.keySet()) {
                text.append("\n--- ").append(machine).append('\n').append(Files.readString(log(machine)));
            }
            return text.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    // --- the scenarios ------------------------------------------------------------------------------------------------

    /** Scenarios 1 to 3, 6, 7 and 17 of the comparison, in either kind of service. */
    @ParameterizedTest
    @ValueSource(strings = {"lvs", "fos"})
    void theRoleGoesToAndFroBetweenOldAndNew(String kind) throws Exception {
        service = kind;
        old("a");
        begins("a");
        fresh("b", PIRANHA);
        says("b", "STARTING PULSE AS BACKUP");
        stays("a", DEADTIME.plusSeconds(2));
        stop("a");
        owner("b", Duration.ZERO);
        old("a");
        stays("b", DEADTIME.plusSeconds(2));
        stop("b");
        owner("a", Duration.ZERO);
        fresh("b", PIRANHA);
        stays("a", DEADTIME.plusSeconds(2));
    }

    /** Scenarios 4, 5, 8, 10, 13, 15: an old standby is fit, so the new one gives up its role to it. */
    @Test
    void aNewOneLeavesTheRoleToAnOldStandby() throws Exception {
        fresh("b", PIRANHA);
        begins("b");
        old("a");
        says("a", "MASTER");
        stays("b", Duration.ofSeconds(3));
        assertThat(ask("b", new PulseRequest.SwitchOver(""))).matches(Message.Answer::ok);
        owner("a", Duration.ZERO);
        machines.cut("pub", "a"); // 8
        owner("b", Duration.ZERO);
        machines.heal();
        says("a", "restored");
        machines.cut("pub", "b"); // 5
        owner("a", Duration.ZERO);
        machines.heal();
        stays("a", Duration.ofSeconds(2));
        for (String net : List.of("pub", "priv")) { // 10: its whole host, and healed it does not come back as active
            machines.cut(net, "a");
        }
        owner("b", Duration.ZERO);
        stays("b", Duration.ofSeconds(2)); // the old one's deadtime ends a beat later at most, while it is cut off too
        machines.heal();
        stays("b", Duration.ofSeconds(3));
        hub("b", "STOP"); // 13
        owner("a", Duration.ZERO);
        hub("b", "CONT");
        stays("a", Duration.ofSeconds(2));
        machines.cut("pub", "a");
        owner("b", Duration.ZERO);
        machines.heal();
        signal(pulse("b").pid(), "STOP"); // 15
        owner("a", DEADTIME); // the hub goes on for half a lease, the kernel for one
        signal(pulse("b").pid(), "CONT");
        stays("a", Duration.ofSeconds(3));
    }

    /** Scenarios 9, 12, 14, 16: deaths and a parted network, new primary and old backup. */
    @Test
    void deathsAndPartedNetworks() throws Exception {
        fresh("a", PIRANHA);
        begins("a");
        old("b");
        says("b", "BACKUP");
        stays("a", Duration.ofSeconds(2));
        kill("a"); // 9
        owner("b", DEADTIME.plus(BEAT)); // the kernel removes the address of the dead when its lease ends
        fresh("a", PIRANHA);
        stays("b", DEADTIME.plusSeconds(2));
        stop("b"); // 12
        owner("a", Duration.ZERO);
        old("b");
        stays("a", Duration.ofSeconds(3));
        for (String net : List.of("pub", "priv")) { // 14: the old one sees its own link fail, so it does not take the role
            machines.cut(net, "b");
        }
        stays("a", DEADTIME.plusSeconds(2));
        machines.heal();
        owner("a", BEAT.plus(BEAT));
        stop("a");
        owner("b", Duration.ZERO);
        fresh("a", PIRANHA);
        stays("b", DEADTIME.plusSeconds(2));
        kill("b"); // 16: what a killed old one leaves behind stays until somebody removes it
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!machines.owners().equals("ab")) {
            assertThat(System.nanoTime() - end).as(this::everything).isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        machines.removeAddress("b");
        mark = Instant.now();
        stays("a", Duration.ofSeconds(2));
    }

    /** Scenario 11: Piranha's own race; in the end one has it. */
    @Test
    void bothStartAtOnce() throws Exception {
        fresh("a", PIRANHA);
        old("b");
        says("a", "MASTER");
        TimeUnit.MILLISECONDS.sleep(DEADTIME.plusSeconds(3).toMillis());
        mark = Instant.now();
        TimeUnit.SECONDS.sleep(3);
        assertThat(machines.since(mark)).isEqualTo(new TwoMachines.Owners(Duration.ZERO, Duration.ZERO));
        assertThat(machines.owners()).as(this::everything).hasSize(1);
    }

    /** Scenario 18: the site's lvs.cf as it is, beside an old one that is active; it takes over when that one is gone. */
    @Test
    void aFileWithoutTheKeywordStandsBackAndNamesIt() throws Exception {
        old("a");
        begins("a");
        fresh("b", UNCHANGED);
        says("b", "heartbeat_protocol = piranha");
        stays("a", DEADTIME.plusSeconds(6));
        stop("a");
        owner("b", Duration.ZERO);
    }

    /** Scenario 19 and the steps of docs/migration.md, one after the other, each of them safe. */
    @Test
    void theStepsOfTheMigrationAreSafeAtEachMoment() throws Exception {
        old("a"); // two old ones
        old("b");
        says("b", "BACKUP");
        TimeUnit.MILLISECONDS.sleep(DEADTIME.plusSeconds(3).toMillis());
        String first = machines.owners();
        assertThat(first).hasSize(1);
        String second = first.equals("a") ? "b" : "a";
        mark = Instant.now();
        stop(second); // step 2: the standby
        fresh(second, PIRANHA);
        says(second, "STARTING PULSE");
        stays(first, DEADTIME.plusSeconds(3));
        stop(first); // step 3: the active one
        owner(second, Duration.ZERO);
        fresh(first, PIRANHA);
        stays(second, DEADTIME.plusSeconds(3));
        stop(first); // step 4: the standby speaks the new protocol
        fresh(first, UNCHANGED);
        says(first, "heartbeat_protocol = piranha");
        stays(second, DEADTIME.plusSeconds(3));
        stop(second); // step 5: and the other one
        owner(first, Duration.ZERO);
        fresh(second, UNCHANGED);
        stays(first, DEADTIME.plusSeconds(2));
        assertThat(ask(first, new PulseRequest.SwitchOver(""))).as(this::everything).matches(Message.Answer::ok);
        owner(second, Duration.ZERO);
        // Back again: the standby returns to Piranha's words beside one that does not understand them.
        stop(first);
        fresh(first, PIRANHA);
        says(first, "heartbeat_protocol = arapaima");
        stays(second, DEADTIME.plusSeconds(3));
        stop(second);
        owner(first, Duration.ZERO);
    }
}
