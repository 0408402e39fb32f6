package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdTest {
    @Test
    void whatIsSaidArrivesOnTheSocket(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "python3 plays systemd");
        Path socket = folder.resolve("notify");
        Process listener = new ProcessBuilder("/usr/bin/python3", "-c",
                "import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\n"
                        + "print('bound',flush=True)\nprint(s.recv(99).decode(),flush=True)",
                socket.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var heard = listener.inputReader()) {
            assertThat(heard.readLine()).isEqualTo("bound");
            Systemd systemd = Systemd.of(Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "5000000"))
                    .orElseThrow();
            systemd.say("READY=1");
            assertThat(heard.readLine()).isEqualTo("READY=1");
            assertThat(systemd.watchdogMillis()).contains(5000L);
        } finally {
            assertThat(listener.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void nobodyIsToldWhereNobodyListens(@TempDir Path folder) {
        assertThat(Systemd.of(Map.of())).isEmpty();
        Systemd systemd = Systemd.of(Map.of("NOTIFY_SOCKET", folder.resolve("none").toString())).orElseThrow();
        assertThatThrownBy(() -> systemd.say("READY=1")).isInstanceOf(IOException.class);
    }
}
