package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arapaima.doctor.Grade;
import io.arapaima.doctor.MadeUpMachine;
import io.arapaima.doctor.Repairs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person meets it, and its repairs. */
class DoctorCommandTest {
    private static final String STICKY = MadeUpMachine.NAT.replace("quiesce", "persistent = 300\nquiesce");

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private MadeUpMachine machine;
    private String out = "";
    private String err = "";

    @BeforeEach
    void healthy() {
        machine = new MadeUpMachine(folder.resolve("machine"));
    }

    private int doctor(String lvsCf, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("lvs.cf"), lvsCf);
        List<String> words = new ArrayList<>(List.of("doctor", "--root", machine.root().toString(), file.toString()));
        words.addAll(List.of(options));
        var printed = new StringWriter();
        var complained = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true))
                .execute(words.toArray(String[]::new));
        out = printed.toString();
        err = complained.toString();
        return code;
    }

    @Test
    void theReportSaysWhatWhyWhereAndHow() throws Exception {
        machine.sysctl("net.ipv4.ip_forward", "0");
        assertThat(doctor(MadeUpMachine.NAT)).isEqualTo(1);
        assertThat(out.lines()).containsExactly(
                folder.resolve("lvs.cf")
                        + ": data_plane = auto, network = nat, virtual services: 1, servers: 1, kernel 6.1.0-30-amd64",
                "PROBLEM  sysctl net.ipv4.ip_forward: 0 (/proc/sys/net/ipv4/ip_forward)",
                "         NAT: the replies of web/s1 go through this director, and with 0 it drops them",
                "         mend: sysctl -w net.ipv4.ip_forward=1",
                "1 problem, 0 warnings, 0 advice, " + ok() + " as it should be (--verbose shows them)");
        assertThat(doctor(MadeUpMachine.NAT, "--verbose")).isEqualTo(1);
        assertThat(out).contains("OK       module ip_vs: loaded (/proc/modules)");
    }

    private long ok() {
        return machine.all(MadeUpMachine.NAT).stream().filter(f -> f.grade() == Grade.OK).count();
    }

    @Test
    void warningsAloneAreNoFailureAndJsonHasEverything() throws Exception {
        assertThat(doctor(STICKY, "--json")).isZero();
        JsonObject report = JsonParser.parseString(out).getAsJsonObject();
        assertThat(report.get("problems").getAsInt()).isZero();
        assertThat(report.get("warnings").getAsInt()).isEqualTo(1);
        JsonObject first = report.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(first.keySet()).containsExactly("grade", "what", "value", "source", "why", "cure", "fixable");
        assertThat(first.get("grade").getAsString()).isEqualTo("warning");
        assertThat(first.get("fixable").getAsBoolean()).isTrue();
    }

    @Test
    void aRelayIsSaidToNeedNothing() throws Exception {
        assertThat(doctor("data_plane = relay\n" + MadeUpMachine.NAT)).isZero();
        assertThat(out).contains("data_plane = relay: packets are forwarded in user space, so nothing of the kernel");
    }

    @Test
    void badFilesAndStrangeMachinesHaveTheirExitCodes() throws Exception {
        assertThat(doctor("nonsense = 1\n")).isEqualTo(1);
        assertThat(err).contains("see lvsctl check");
        assertThat(Main.commandLine().setErr(new PrintWriter(new StringWriter())).execute("doctor",
                folder.resolve("none.cf").toString())).isEqualTo(1);
        machine.without("/proc");
        assertThat(doctor(MadeUpMachine.NAT)).isEqualTo(3);
        assertThat(err).contains("is it Linux, with /proc mounted?");
    }

    @Test
    void onlyRootMayMend() throws Exception {
        machine.process("self", "java", "00000000000030ff", 1000).sysctl("net.ipv4.ip_forward", "0");
        assertThat(doctor(MadeUpMachine.NAT, "--fix")).isEqualTo(3);
        assertThat(err).contains("only root may");
        assertThat(machine.read("/proc/sys/net/ipv4/ip_forward")).isEqualTo("0\n");
    }

    @Test
    void settingsAreMendedNowAndForTheNextBootAndTwiceIsOnce() throws Exception {
        machine.sysctl("net.ipv4.ip_forward", "0").file(Repairs.SYSCTLS,
                "# ours\n-net/ipv4/ip_forward=0\nkernel.panic = 5\n")
                .file("/etc/sysctl.d/99-local.conf", "net.ipv4.ip_forward=0\n");
        assertThat(doctor(STICKY, "--fix")).isZero();
        assertThat(out).contains("DONE     net.ipv4.ip_forward: 0 -> 1",
                "DONE     " + Repairs.SYSCTLS + ": -net/ipv4/ip_forward=0 -> net.ipv4.ip_forward = 1",
                "DONE     net.ipv4.vs.expire_quiescent_template: 0 -> 1",
                "DONE     " + Repairs.MODULES + ": no line -> ip_vs",
                "FAILED   /etc/sysctl.d/99-local.conf sets net.ipv4.ip_forward = 0 at boot, after ours",
                "0 problems, 0 warnings");
        String sysctls = machine.read(Repairs.SYSCTLS);
        assertThat(sysctls).isEqualTo("""
                # ours
                kernel.panic = 5
                net.ipv4.ip_forward = 1
                net.ipv4.vs.expire_quiescent_template = 1
                """);
        assertThat(doctor(STICKY, "--fix")).isZero();
        assertThat(out).doesNotContain("DONE", "FAILED");
        assertThat(machine.read(Repairs.SYSCTLS)).isEqualTo(sysctls);
        machine.sysctl("net.ipv4.ip_forward", "0");
        doctor(STICKY, "--fix");
        assertThat(machine.read(Repairs.SYSCTLS)).as("a known line is left alone").isEqualTo(sysctls);
    }

    /** The script is this machine's modprobe: like the kernel, it makes the module's settings appear. */
    private void modprobe(String script) throws Exception {
        machine.file("/usr/sbin/modprobe", "#!/bin/sh\n" + script);
        assertThat(machine.root().resolve("usr/sbin/modprobe").toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aLoadedModuleBringsSettingsThatAreMendedToo() throws Exception {
        Path root = machine.root();
        machine.file("/proc/modules", "nft_ct 1 0 -\n").without("/proc/sys/net/ipv4/vs")
                .file("/etc/modules-load.d/arapaima.conf", "dummy\n");
        modprobe("echo \"$1 1 0 - Live 0x0\" >> " + root + "/proc/modules; mkdir " + root + "/proc/sys/net/ipv4/vs; "
                + "echo 0 > " + root + "/proc/sys/net/ipv4/vs/expire_quiescent_template");
        assertThat(doctor(STICKY, "--fix")).isZero();
        assertThat(out).contains("DONE     module ip_vs: not loaded -> loaded",
                "DONE     net.ipv4.vs.expire_quiescent_template: 0 -> 1", "0 problems, 0 warnings");
        assertThat(machine.read(Repairs.MODULES)).isEqualTo("dummy\nip_vs\n");
    }

    @Test
    void whatCannotBeMendedIsSaidOnceAndStays() throws Exception {
        machine.file("/proc/modules", "").without("/proc/sys/net/ipv4/vs").file("/sys/class/net/eth1/flags", "0x1002");
        modprobe("echo modprobe: no key for ip_vs; exit 1");
        assertThat(doctor(STICKY, "--fix")).isEqualTo(1);
        assertThat(out).contains("FAILED   modprobe ip_vs: modprobe: no key for ip_vs", "PROBLEM  interface eth1",
                "WARNING  module ip_vs").doesNotContain("DONE");
    }

    @Test
    void theRealKernelIsExaminedAndMendedInANamespaceOfItsOwn() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        Path real = Files.createDirectories(folder.resolve("real"));
        Files.createSymbolicLink(real.resolve("proc"), Path.of("/proc"));
        Files.createSymbolicLink(real.resolve("sys"), Path.of("/sys"));
        Path file = Files.writeString(folder.resolve("real.cf"), MadeUpMachine.NAT);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words = List.of("unshare", "--net", "sh", "-c",
                "echo 0 > /proc/sys/net/ipv4/ip_forward && exec \"$@\"", "sh", java, "-cp",
                System.getProperty("java.class.path"),
                "io.arapaima.lvsctl.Main", "doctor", "--fix", "--root", real.toString(), file.toString());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        Files.delete(real.resolve("proc"));
        Files.delete(real.resolve("sys"));
        assertThat(said).contains("DONE     net.ipv4.ip_forward: 0 -> 1",
                "PROBLEM  interface eth0: not there; there are ", "PROBLEM  route to web/s1").doesNotContain("FAILED");
        assertThat(real.resolve("etc/sysctl.d/90-arapaima.conf")).hasContent("net.ipv4.ip_forward = 1");
    }
}
