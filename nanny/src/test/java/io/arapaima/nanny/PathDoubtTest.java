package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathDoubtTest {
    private static final InetAddress VIRTUAL = InetAddress.ofLiteral("10.0.0.9");

    @TempDir
    Path proc = Path.of("");

    @BeforeEach
    void nothingIsSet() throws IOException {
        for (String scope : new String[]{"all", "eth0"}) {
            Files.createDirectories(proc.resolve("sys/net/ipv4/conf").resolve(scope));
            set(scope, "accept_local", 0);
            set(scope, "rp_filter", 0);
        }
    }

    private void set(String scope, String setting, int value) throws IOException {
        Files.writeString(proc.resolve("sys/net/ipv4/conf").resolve(scope).resolve(setting), value + "\n");
    }

    private void kernelHolds(String... lines) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(proc.resolve("net/ip_vs"), "IP Virtual Server version 1.2.1 (size=4096)\n"
                + "Prot LocalAddress:Port Scheduler Flags\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void withoutThePrivateServiceSomebodyElseHasAnswered() throws IOException {
        var machine = new PathDoubt(proc);
        assertThat(machine.table(0x4c560001)).get().asString()
                .contains("no private service with firewall mark 0x4c560001");
        kernelHolds("FWM  4C560002 rr ops", "  -> 0A00000B:0000      Route   1      0          0");
        assertThat(machine.table(0x4c560001)).isPresent();
        assertThat(machine.table(0x4c560002)).isEmpty();
    }

    @Test
    void aDirectorThatHasTheAddressMustAcceptItAsASource() throws IOException {
        var machine = new PathDoubt(proc);
        assertThat(machine.replies(VIRTUAL, "eth0", true, true)).get().asString()
                .contains("net.ipv4.conf.eth0.accept_local=1");
        assertThat(machine.replies(VIRTUAL, "eth0", true, false)).isEmpty();
        assertThat(machine.replies(InetAddress.ofLiteral("2001:db8::9"), "eth0", true, true)).isEmpty();
        set("all", "accept_local", 1);
        assertThat(machine.replies(VIRTUAL, "eth0", true, true)).isEmpty();
    }

    @Test
    void repliesThatComeInElsewhereMustNotBeFiltered() throws IOException {
        var machine = new PathDoubt(proc);
        set("eth0", "accept_local", 1);
        set("all", "rp_filter", 1);
        assertThat(machine.replies(VIRTUAL, "eth0", true, true)).isEmpty();
        assertThat(machine.replies(VIRTUAL, "eth0", false, true)).get().asString()
                .contains("net.ipv4.conf.eth0.rp_filter=2");
        set("eth0", "rp_filter", 2);
        assertThat(machine.replies(VIRTUAL, "eth0", false, true)).isEmpty();
    }
}
