package io.arapaima.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.testkit.LatinScript;
import io.arapaima.config.LvsConfFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules, rights, ping and other programs; each is silent on a healthy machine and speaks when one thing is spoilt. */
class DoctorTest {
    private static final String NAT = MadeUpMachine.NAT;
    private static final String STICKY = NAT.replace("quiesce_server = 1", "quiesce_server = 1\npersistent = 300");

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private MadeUpMachine machine;

    @BeforeEach
    void healthy() {
        machine = new MadeUpMachine(folder);
    }

    private Finding only(String lvsCf) {
        List<Finding> complaints = machine.complaints(lvsCf);
        assertThat(complaints).hasSize(1);
        return complaints.getFirst();
    }

    @Test
    void aHealthyMachineIsSilentAndEverythingWasLookedAt() {
        assertThat(machine.complaints(NAT)).isEmpty();
        assertThat(machine.all(NAT)).extracting(Finding::what).contains("module ip_vs", "module ip_vs_wlc",
                "module nf_conntrack", "rights of lvs-manager", "user namespace", "interface eth0", "interface eth1",
                "route to web/s1 (192.168.1.11)", "nat_router", "network of virtual web (10.0.0.9)",
                "sysctl net.ipv4.ip_forward", "sysctl net.ipv4.conf.eth1.forwarding",
                "sysctl net.ipv4.vs.run_estimation", "sysctl net.ipv4.vs.conn_reuse_mode", "other directors");
    }

    @Test
    void everyProgramOfTheFileMustBeThereAndMayBeRun() {
        machine.file("/usr/bin/probe", "#!/bin/sh").file("/etc/init.d/plain", "");
        String file = "active_cmd = /etc/init.d/plain\n" + NAT.replace("quiesce_server = 1",
                "send_program = \"/usr/bin/gone %h\"\nexpect = OK\nload_monitor = ruptime\n");
        assertThat(machine.complaints(file)).filteredOn(f -> f.what().startsWith("program "))
                .extracting(f -> f.grade() + " " + f.what() + " " + f.value()).satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).isEqualTo("PROBLEM program /etc/init.d/plain may not be executed"),
                        text -> assertThat(text).isEqualTo("PROBLEM program /usr/bin/gone is not there"),
                        text -> assertThat(text).startsWith("PROBLEM program ruptime is in no folder"));
        assertThat(machine.complaints("data_plane = relay\n" + file)).extracting(Finding::what)
                .contains("program /usr/bin/gone");
    }

    /** In an lvs.cf in ISO 8859-1 a letter that is not ASCII is one byte, in the name of a program too. */
    @Test
    void aProgramIsLookedForByTheBytesOfTheFile() throws Exception {
        machine.file("/usr/bin/probe", "#!/bin/sh");
        LatinScript.in(folder.resolve("usr/bin"), "exit 0");
        String file = "active_cmd = /usr/bin/" + LatinScript.NAME + "\ninactive_cmd = /usr/bin/th\u00e9\n" + NAT;
        var latin = LvsConfFile.of(Path.of("lvs.cf"), file.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(machine.all(MadeUpMachine.site(latin))).filteredOn(f -> f.what().startsWith("program "))
                .extracting(f -> f.what() + " " + f.value()).containsExactlyInAnyOrder(
                        "program /usr/bin/" + LatinScript.NAME + " is there", "program /usr/bin/th\u00e9 is not there");
    }

    @Test
    void theProgramInThePlaceOfNannyMustBeThereToo() {
        String gone = NAT.replace("quiesce_server = 1", "quiesce_server = 1\nclient_monitor = /opt/watch");
        assertThat(only(gone).what()).isEqualTo("program /opt/watch");
        assertThat(only(gone).why()).contains("nobody watches the servers");
        assertThat(machine.complaints(gone.replace("client_monitor", "check = connect\nclient_monitor"))).isEmpty();
        assertThat(machine.complaints(gone.replace("/opt/watch", "/usr/sbin/nanny"))).isEmpty();
    }

    @Test
    void forARelayNothingOfTheKernelCounts() {
        machine.without("/proc/modules").without("/lib").noRoutes().sysctl("net.ipv4.ip_forward", "0");
        assertThat(machine.all("data_plane = relay\n" + NAT)).extracting(Finding::what).containsExactly("this machine");
        assertThat(machine.all("data_plane = none\n" + NAT)).extracting(Finding::what).containsExactly("this machine");
        assertThat(machine.complaints("data_plane = ipvs\n" + NAT)).isNotEmpty();
    }

    @Test
    void aMachineThatMayNotTakeTheRoleIsAProblem() {
        Finding off = only(NAT.replace("primary = 10.0.0.1", "primary = 10.0.0.2\nbackup = 10.0.0.1"));
        assertThat(off.grade()).isEqualTo(Grade.PROBLEM);
        assertThat(off.value()).isEqualTo("backup 10.0.0.1, switched off");
        assertThat(off.cure()).startsWith("write backup_active = 1");
        Finding nobody = only("data_plane = relay\n" + NAT.replace("primary = 10.0.0.1", "primary = 10.0.0.2"));
        assertThat(nobody.grade()).isEqualTo(Grade.PROBLEM);
        assertThat(nobody.why()).contains("names primary 10.0.0.2", "stands by");
        assertThat(machine.complaints(NAT.replace("primary = 10.0.0.1",
                "primary = 10.0.0.2\nbackup = 10.0.0.1\nbackup_active = 1"))).isEmpty();
    }

    @Test
    void aModuleOnDiskIsEnoughUnlessItsSettingsAreWanted() {
        machine.file("/proc/modules", "").without("/proc/sys/net/ipv4/vs");
        assertThat(only(NAT)).matches(f -> f.grade() == Grade.ADVICE).matches(f -> f.what().equals("module ip_vs"));
        Finding wanted = only(STICKY);
        assertThat(wanted.grade()).isEqualTo(Grade.WARNING);
        assertThat(wanted.why()).contains("expire_quiescent_template");
        assertThat(wanted.repairs()).containsExactly(new Repair.Module("ip_vs"));
    }

    @Test
    void aKernelWithoutIpvsIsAProblemWithTheDistributionsCure() {
        machine.file("/proc/modules", "").file("/lib/modules/" + MadeUpMachine.RELEASE + "/modules.dep", "x/dummy.ko:");
        assertThat(only(NAT)).matches(f -> f.grade() == Grade.PROBLEM && f.repairs().isEmpty())
                .extracting(Finding::cure).asString().contains("linux-image-amd64 (not linux-image-cloud-amd64)");
        machine.file("/lib/modules/6.12.9-amd64/modules.dep", "kernel/net/netfilter/ipvs/ip_vs.ko.xz:");
        assertThat(only(NAT).cure()).startsWith("boot kernel 6.12.9-amd64");
        machine.without("/lib").file("/boot/config-" + MadeUpMachine.RELEASE, "# CONFIG_IP_VS is not set");
        assertThat(only(NAT)).matches(f -> f.value().contains("built without CONFIG_IP_VS"))
                .matches(f -> f.source().startsWith("/boot/config-"));
    }

    @Test
    void aKernelWithoutModulesNeedsIpvsBuiltIn() {
        machine.without("/proc/modules").without("/lib");
        assertThat(only(NAT).value()).contains("has no modules");
        machine.file("/sys/module/ip_vs/initstate", "live").file("/boot/config-" + MadeUpMachine.RELEASE,
                "CONFIG_IP_VS=y\nCONFIG_IP_VS_WLC=y\nCONFIG_NF_CONNTRACK=y");
        assertThat(machine.complaints(NAT)).isEmpty();
    }

    @Test
    void whatCannotBeSeenIsNotCalledAbsent() {
        machine.file("/proc/modules", "").without("/lib").without("/proc/sys/net/ipv4/vs");
        assertThat(machine.complaints(NAT)).extracting(Finding::what, Finding::grade)
                .contains(org.assertj.core.groups.Tuple.tuple("module ip_vs", Grade.WARNING),
                        org.assertj.core.groups.Tuple.tuple("module ip_vs_wlc", Grade.ADVICE));
    }

    @Test
    void theSchedulersOfTheFileMustBeThere() {
        assertThat(machine.complaints(NAT.replace("quiesce", "scheduler = rr\nquiesce"))).isEmpty();
        assertThat(machine.complaints(NAT.replace("quiesce", "scheduler = sed\nquiesce"))).isEmpty();
        Finding missing = only(NAT.replace("quiesce", "scheduler = nq\nquiesce"));
        assertThat(missing.grade()).isEqualTo(Grade.PROBLEM);
        assertThat(missing.what()).isEqualTo("module ip_vs_nq");
        machine.vs("expire_nodest_conn", "1");
        assertThat(only(NAT.replace("quiesce", "protocol = udp\npersistent = 300\npersistence_engine = sip\nquiesce")
                .replace("quiesce_server = 1", ""))).matches(f -> f.what().equals("module ip_vs_pe_sip"));
        machine.sysctl("kernel.modules_disabled", "1");
        assertThat(only(NAT.replace("quiesce", "scheduler = sed\nquiesce")))
                .matches(f -> f.value().contains("modules_disabled = 1"))
                .matches(f -> f.cure().endsWith("reboot (nothing undoes modules_disabled)"));
    }

    @Test
    void theRightsOfTheRunningHubCount() {
        machine.file("/run/arapaima/lvs.pid", "42").process("42", "java", "0000000000001000", 990);
        assertThat(only(NAT)).matches(f -> f.grade() == Grade.PROBLEM)
                .matches(f -> f.value().equals("without CAP_NET_RAW"))
                .matches(f -> f.source().equals("/proc/42/status, CapEff"));
        machine.process("42", "java", "0000000000003000", 990);
        assertThat(machine.complaints(NAT)).isEmpty();
    }

    @Test
    void withoutAHubAnOrdinaryUserGetsAdviceOnly() {
        machine.process("self", "java", "0000000000000000", 1000);
        assertThat(only(NAT)).matches(f -> f.grade() == Grade.ADVICE)
                .matches(f -> f.value().endsWith("lacks CAP_NET_ADMIN and CAP_NET_RAW"));
        machine.file("/proc/self/status", machine.read("/proc/self/status").replace("1ffffffffff", "00000002000"));
        assertThat(only(NAT)).matches(f -> f.grade() == Grade.PROBLEM)
                .matches(f -> f.value().endsWith("nothing started from here can have CAP_NET_ADMIN"));
    }

    @Test
    void aUserNamespaceMakesRightsWorthless() {
        machine.file("/proc/self/uid_map", "         0       1000          1");
        assertThat(only(NAT)).matches(f -> f.grade() == Grade.PROBLEM)
                .matches(f -> f.value().equals("one of its own: 0 1000 1"));
    }

    @Test
    void pingNeedsTheGroupRangeOrRawSockets() {
        String ping = NAT.replace("quiesce", "check = ping\nquiesce");
        machine.process("self", "java", "0000000000000000", 990).sysctl("net.ipv4.ping_group_range", "1\t0");
        assertThat(machine.complaints(ping)).filteredOn(f -> f.grade() == Grade.PROBLEM).singleElement()
                .matches(f -> f.repairs().equals(
                        List.of(new Repair.Sysctl("net.ipv4.ping_group_range", "0 2147483647"))));
        assertThat(machine.complaints("data_plane = relay\n" + ping)).hasSize(1);
        assertThat(machine.complaints("data_plane = relay\n" + NAT)).isEmpty();
        machine.sysctl("net.ipv4.ping_group_range", "900\t1000");
        assertThat(machine.complaints("data_plane = relay\n" + ping)).isEmpty();
        machine.process("self", "java", "0000000000002000", 0);
        assertThat(machine.complaints("data_plane = relay\n" + ping)).isEmpty();
    }

    @Test
    void anotherProgramOnTheSameTableIsAWarning() throws Exception {
        machine.process("77", "keepalived", "0", 0).process("78", "keepalived", "0", 0).process("79", "bash", "0", 0);
        assertThat(only(NAT)).matches(f -> f.grade() == Grade.WARNING)
                .matches(f -> f.value().equals("runs as process 77, 78"));
        for (String pid : List.of("77", "78", "self")) {
            Path links = java.nio.file.Files.createDirectories(folder.resolve("proc/" + pid + "/ns"));
            java.nio.file.Files.createSymbolicLink(links.resolve("net"),
                    Path.of(pid.equals("self") ? "net:[1]" : "net:[2]"));
        }
        assertThat(machine.complaints(NAT)).as("they work in another network namespace").isEmpty();
    }
}
