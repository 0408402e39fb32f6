package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.reason.Reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.daemon.TestPrograms;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process and a real rival, each in a network of its own: the other end of the cable has the virtual address already. */
@Timeout(300)
class RivalKernelTest {
    private static final String FILE = """
            network = direct
            virtual four {
              active = 1
              address = 10.0.0.9 eth0:1
            }
            """;
    private static final String NETWORKS = """
            ip link add eth0 type veth peer name eth1
            unshare --net sleep 300 &
            rival=$!
            while [ "$(readlink /proc/$rival/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
            ip link set eth1 netns $rival
            nsenter --net=/proc/$rival/ns/net sh -c 'ip addr add 10.0.0.9/24 dev eth1 && ip link set eth1 up'
            ip addr add 10.0.0.1/24 dev eth0 && ip link set eth0 up
            echo "rival $rival"
            """;
    private static final Pattern RIVAL = Pattern.compile("rival (\\d+)\n");

    @TempDir
    Path folder = Path.of("");

    private final TestPrograms programs = new TestPrograms();
    @SuppressWarnings("NullAway.Init") // set before each test
    private Process hub;
    private String rival = "";

    @BeforeEach
    void begin() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        hub = programs.start(folder.resolve("log"), List.of("unshare", "--net", "sh", "-c", NETWORKS + "exec '" + java
                + "' --enable-native-access=ALL-UNNAMED -cp '" + System.getProperty("java.class.path") + "' "
                + LeaseVictim.class.getName() + " '" + folder + "'"));
        while (!log().contains("ready")) {
            assertThat(hub.isAlive()).as(() -> log()).isTrue();
            Thread.sleep(20);
        }
        Matcher named = RIVAL.matcher(log());
        assertThat(named.find()).as(() -> log()).isTrue();
        rival = named.group(1);
    }

    @AfterEach
    void end() {
        programs.close();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String in(String pid, String... command) throws Exception {
        var words = new java.util.ArrayList<>(List.of("nsenter", "--net=/proc/" + pid + "/ns/net"));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private boolean held() throws Exception {
        return in(Long.toString(hub.pid()), "ip", "-o", "addr", "show", "dev", "eth0").contains(" 10.0.0.9/");
    }

    @Test
    void withoutAPartnerAnAddressThatAnswersIsNotTakenUntilItIsFree() throws Exception {
        try (IpcConnection pulse = IpcConnection.connect(folder.resolve("hub"))) {
            pulse.send(new Message.Hello("pulse", "1", 1));
            pulse.send(new PulseReport.RoleConfirmed(Role.ACTIVE, 0, new Reason.Said("no partner is configured"),
                    System.nanoTime()));
            TestHub.fitness(pulse);
            while (!troubles().contains("answered by")) {
                assertThat(held()).as("taken beside its owner").isFalse();
            }
            long later = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (System.nanoTime() - later < 0) {
                assertThat(held()).as("taken beside its owner").isFalse();
            }
            in(rival, "ip", "addr", "del", "10.0.0.9/24", "dev", "eth1");
            while (!held()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            while (!troubles().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private String troubles() throws IOException {
        try (IpcConnection asker = IpcConnection.connect(folder.resolve("hub"))) {
            asker.send(new Message.Hello("lvsctl", "1", 1));
            asker.send(new Message.StatusQuery());
            return asker.receive() instanceof Message.Status(var snapshot, var _)
                    ? String.join("\n", snapshot.troubles())
                    : "no status";
        }
    }
}
