package io.arapaima.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.Problem;
import io.arapaima.config.ReadResult;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a director on the relay needs of this very machine: real ports, and real processes in lvs-manager's place. */
class RelayConcernTest {
    private static final Machine HERE = new Machine(Path.of("/"));
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final String ALONE = "primary = 10.0.0.1\n";
    private static final String PAIR = "primary = 10.0.0.1\nbackup = 10.0.0.2\nbackup_active = 1\n";

    @TempDir
    Path folder = Path.of("");

    private final List<Process> hubs = new ArrayList<>();

    @AfterEach
    void end() {
        hubs.forEach(Process::destroyForcibly);
    }

    private static Site site(String head, String address, int port) {
        ReadResult read = LvsConfReader.check(head + """
                data_plane = relay
                virtual web {
                  active = 1
                  address = %s
                  port = %d
                  server s1 {
                    address = 127.0.0.1
                    active = 1
                  }
                }
                """.formatted(address, port), CheckCatalogue.UNKNOWN, HostResolver.system());
        return new Site(read.config().orElseThrow(), List.of());
    }

    private RelayConcern.Need only(Site site) {
        List<RelayConcern.Need> needs = new RelayConcern(new Hub(folder)).needs(HERE, site);
        assertThat(needs).hasSize(1);
        return needs.getFirst();
    }

    /** A process that is taken for lvs-manager. */
    private void runs(String... before) throws Exception {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of("sleep", "600"));
        Process hub = new ProcessBuilder(command).start();
        hubs.add(hub);
        while (!hub.info().command().orElse("").endsWith("/sleep") && hub.isAlive()) {
            Thread.sleep(10); // not yet what it becomes
        }
        Files.writeString(folder.resolve("lvs.pid"), hub.pid() + "\n");
    }

    private void runsWithoutRights() throws Exception {
        if (ROOT) {
            runs("setpriv", "--bounding-set=-all", "--inh-caps=-all");
        } else {
            runs();
        }
    }

    @Test
    void aPortThatSomebodyHasIsAProblemUnlessADirectorRuns() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Site site = site(ALONE, "127.0.0.1 lo:1", taken.getLocalPort());
            assertThat(only(site).kind()).isEqualTo(RelayConcern.Kind.TAKEN);
            assertThat(only(site).finding().grade()).isEqualTo(Grade.PROBLEM);
            assertThat(only(site).finding().value()).isEqualTo("taken by another program");
            runs();
            assertThat(only(site).kind()).isEqualTo(RelayConcern.Kind.TAKEN);
            assertThat(only(site).finding().grade()).isEqualTo(Grade.OK);
        }
    }

    /** 127.0.0.2 is here too, and its port 12345 nobody's: the kernel gives it to nobody who asks for any. */
    @Test
    void aPortThatNobodyHasIsFree() {
        RelayConcern.Need free = only(site(ALONE, "127.0.0.2 lo:1", 12_345));
        assertThat(free.kind()).isEqualTo(RelayConcern.Kind.PORT);
        assertThat(free.finding().value()).isEqualTo("free");
    }

    @Test
    void anAddressOfNobodyHereIsAProblemUnlessItCanBeAdded() throws Exception {
        runsWithoutRights();
        RelayConcern.Need need = only(site(ALONE, "192.0.2.7 eth0:1", 12_345));
        assertThat(need.kind()).isEqualTo(RelayConcern.Kind.ADDRESS);
        assertThat(need.finding().grade()).isEqualTo(Grade.PROBLEM);
        assertThat(need.finding().value()).isEqualTo("not on this machine");
        assertThat(need.finding().cure()).startsWith("ip addr add 192.0.2.7 dev DEVICE");
        assumeTrue(ROOT, "only root has the right to add addresses");
        runs();
        assertThat(only(site(ALONE, "192.0.2.7 eth0:1", 12_345)).finding().value()).isEqualTo("free");
    }

    @Test
    void aPairThatMayNotMoveItsAddressesIsAProblem() throws Exception {
        runsWithoutRights();
        RelayConcern.Need need = only(site(PAIR, "192.0.2.7 eth0:1", 12_345));
        assertThat(need.kind()).isEqualTo(RelayConcern.Kind.ADDRESS);
        assertThat(need.finding().grade()).isEqualTo(Grade.PROBLEM);
        assertThat(need.finding().value()).isEqualTo("without the right to move it");
        assertThat(need.finding().cure()).isEqualTo(
                "start lvs-manager with CAP_NET_ADMIN (as root), or write backup_active = 0");
        assumeTrue(ROOT, "only root has the right to add addresses");
        runs();
        assertThat(only(site(PAIR, "192.0.2.7 eth0:1", 12_345)).finding().value()).isEqualTo("free");
    }

    /** The file may be meant for a machine on which a director runs. */
    @Test
    void theCheckOfAFileIsNotAboutTakenPorts() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(checked("127.0.0.1 lo:1", taken.getLocalPort())).doesNotContain("taken");
        }
        if (ROOT) {
            assertThat(checked("192.0.2.7 eth0:1", 12_345)).doesNotContain("port 12345");
        } else {
            assertThat(checked("192.0.2.7 eth0:1", 12_345))
                    .contains("web at 192.0.2.7 port 12345 is not on this machine; ");
        }
    }

    private String checked(String address, int port) throws Exception {
        Path file = Files.writeString(folder.resolve("lvs.cf"), """
                primary = 10.0.0.1
                data_plane = relay
                virtual web {
                  active = 1
                  address = %s
                  port = %d
                }
                """.formatted(address, port));
        ReadResult read = LvsConfReader.read(Files.readString(file), CheckCatalogue.UNKNOWN, HostResolver.none());
        return MachineWarnings.of(file, read.config(), List.of()).stream().map(Problem::message)
                .collect(Collectors.joining("\n"));
    }
}
