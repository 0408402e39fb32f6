package io.arapaima.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces, routes, masks and settings of the network; each silent on a healthy machine and loud on a spoilt one. */
class DoctorNetworkTest {
    private static final String NAT = MadeUpMachine.NAT;
    private static final String DIRECT = NAT.replace("network = nat", "network = direct")
            .replaceAll("nat_[^\n]*\n", "").replace("192.168.1.11", "10.0.0.11");
    private static final String SIX = """
            primary = 10.0.0.1
            network = nat
            virtual api {
              active = 1
              address = 2001:db8::9 eth0:1
              quiesce_server = 1
              server n1 {
                address = 2001:db8:1::11
                active = 1
              }
            }
            """;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private MadeUpMachine machine;

    @BeforeEach
    void healthy() {
        machine = new MadeUpMachine(folder);
    }

    private List<Finding> complaints(String lvsCf) {
        return machine.complaints(lvsCf).stream().filter(f -> !f.value().equals("hint")).toList();
    }

    private Finding only(String lvsCf) {
        List<Finding> complaints = complaints(lvsCf);
        assertThat(complaints).hasSize(1);
        return complaints.getFirst();
    }

    private void is(Finding finding, Grade grade, String what, String value) {
        assertThat(finding.grade()).isEqualTo(grade);
        assertThat(finding.what()).isEqualTo(what);
        assertThat(finding.value()).isEqualTo(value);
    }

    @Test
    void natNeedsForwardingAndOtherMethodsDoNot() {
        machine.sysctl("net.ipv4.ip_forward", "0");
        is(only(NAT), Grade.PROBLEM, "sysctl net.ipv4.ip_forward", "0");
        assertThat(only(NAT).cure()).isEqualTo("sysctl -w net.ipv4.ip_forward=1");
        assertThat(complaints(DIRECT)).isEmpty();
        machine.sysctl("net.ipv4.ip_forward", "1").sysctl("net.ipv4.conf.eth1.forwarding", "0");
        is(only(NAT), Grade.PROBLEM, "sysctl net.ipv4.conf.eth1.forwarding", "0");
    }

    @Test
    void ipv6ForwardingKeepsTheAdvertisedDefaultRoute() {
        machine.route6("eth0", "2001:db8::", 64, "00000001").route6("eth1", "2001:db8:1::", 64, "00000001");
        is(only(SIX), Grade.PROBLEM, "sysctl net.ipv6.conf.all.forwarding", "0");
        assertThat(only(SIX).repairs()).containsExactly(new Repair.Sysctl("net.ipv6.conf.all.forwarding", "1"));
        machine.route6("eth0", "::", 0, "00040003");
        assertThat(only(SIX).repairs()).containsExactly(new Repair.Sysctl("net.ipv6.conf.eth0.accept_ra", "2"),
                new Repair.Sysctl("net.ipv6.conf.all.forwarding", "1"));
        machine.sysctl("net.ipv6.conf.all.forwarding", "1");
        assertThat(complaints(SIX)).isEmpty();
        machine.sysctl("net.ipv6.conf.eth0.disable_ipv6", "1");
        is(only(SIX), Grade.PROBLEM, "sysctl net.ipv6.conf.eth0.disable_ipv6", "1");
        machine.without("/proc/sys/net/ipv6/conf/eth0");
        is(only(SIX), Grade.PROBLEM, "sysctl net.ipv6.conf.eth0.disable_ipv6", "missing");
    }

    @Test
    void natOnOneWireMustNotRedirect() {
        String oneArm = NAT.replace("192.168.1.11", "10.0.0.11").replaceAll("nat_[^\n]*\n", "");
        assertThat(complaints(oneArm)).isEmpty();
        machine.sysctl("net.ipv4.conf.all.send_redirects", "1");
        assertThat(only(oneArm).grade()).isEqualTo(Grade.WARNING);
        assertThat(only(oneArm).repairs()).containsExactly(new Repair.Sysctl("net.ipv4.conf.all.send_redirects", "0"),
                new Repair.Sysctl("net.ipv4.conf.eth0.send_redirects", "0"));
        assertThat(complaints(NAT)).isEmpty();
    }

    @Test
    void interfacesMustBeThereAndUp() {
        machine.file("/sys/class/net/eth1/flags", "0x1002");
        is(only(NAT), Grade.PROBLEM, "interface eth1", "switched off");
        machine.device("eth1", "0x1003", "lowerlayerdown");
        is(only(NAT), Grade.WARNING, "interface eth1", "no carrier (lowerlayerdown)");
        machine.withoutDevice("eth1");
        is(only(NAT), Grade.PROBLEM, "interface eth1", "not there; there are eth0, lo");
    }

    @Test
    void theSysOfAnotherNamespaceSaysNothing() {
        machine.file("/sys/class/net/eth1/flags", "0x1002").file("/sys/class/net/bonding_masters", "");
        assertThat(complaints(NAT)).hasSize(1);
        machine.file("/sys/class/net/eth9/flags", "0x1003");
        assertThat(complaints(NAT)).isEmpty();
    }

    @Test
    void theSyncDaemonsInterfaceNeedsMulticast() {
        String synced = "syncdaemon = 1\nsyncd_iface = eth1\n" + NAT;
        assertThat(complaints(synced)).isEmpty();
        machine.device("eth1", "0x3", "up");
        is(only(synced), Grade.WARNING, "interface eth1", "without multicast");
        assertThat(complaints(NAT)).isEmpty();
        is(only("syncdaemon = 1\nsyncd_iface = eth7\n" + NAT), Grade.PROBLEM, "interface eth7",
                "not there; there are eth0, eth1, lo");
    }

    @Test
    void everyServerNeedsARoute() {
        machine.route("*", "172.16.0.0", "0.0.0.0", "255.255.0.0");
        String far = NAT.replaceAll("nat_[^\n]*\n", "");
        is(only(far.replace("192.168.1.11", "172.16.0.5")), Grade.PROBLEM, "route to web/s1 (172.16.0.5)",
                "172.16.0.0/16 unreachable");
        is(only(far.replace("192.168.1.11", "172.17.0.5")), Grade.WARNING, "route to web/s1 (172.17.0.5)",
                "default by a gateway on eth0");
        machine.noRoutes().route("eth0", "10.0.0.0", "0.0.0.0", "255.255.255.0");
        is(only(far), Grade.PROBLEM, "route to web/s1 (192.168.1.11)", "none");
        assertThat(complaints(NAT)).as("nat_router brings the route along").isEmpty();
    }

    @Test
    void directRoutingNeedsTheServerOnTheWireAndTunnelsDoNot() {
        assertThat(complaints(DIRECT)).isEmpty();
        String far = DIRECT.replace("10.0.0.11", "172.17.0.5");
        is(only(far), Grade.PROBLEM, "route to web/s1 (172.17.0.5)", "default by a gateway on eth0");
        assertThat(complaints(far.replace("network = direct", "network = tunnel"))).isEmpty();
    }

    @Test
    void whatServersNeedIsSaidBecauseItCannotBeSeen() {
        assertThat(machine.complaints(DIRECT)).singleElement().matches(f -> f.grade() == Grade.ADVICE)
                .matches(f -> f.cure().contains("ip addr add VIP dev lo (VIP: 10.0.0.9/32)")
                        && f.cure().contains("arp_ignore=1"));
        assertThat(machine.complaints(DIRECT.replace("network = direct", "network = tunnel"))).singleElement()
                .matches(f -> f.cure().startsWith("on each: modprobe ipip; ip link set tunl0 up"));
        String gue = DIRECT.replace("    active = 1\n  }",
                "    active = 1\n    forwarding = tunnel\n    tunnel_type = gue\n    tunnel_port = 6080\n  }");
        assertThat(machine.complaints(gue)).as("the server's own method counts").singleElement()
                .matches(f -> f.cure().contains("modprobe fou; ip fou add port 6080 gue"));
        assertThat(machine.complaints(DIRECT.replace("10.0.0.11", "10.0.0.1"))).as("this machine alone").isEmpty();
    }

    @Test
    void theNatRouterIsOnTheServersWire() {
        is(only(NAT.replace("192.168.1.254", "192.168.7.254")), Grade.WARNING, "nat_router",
                "192.168.7.254/24 does not contain web/s1");
        assertThat(machine.all("nat_router = 10.7.7.7 eth7\n" + DIRECT)).as("no server is behind it")
                .noneMatch(f -> f.what().contains("eth7"));
        String without = NAT.replaceAll("nat_[^\n]*\n", "");
        assertThat(complaints(without)).isEmpty();
        is(only("backup_active = 1\nbackup = 10.0.0.2\n" + without), Grade.WARNING, "nat_router", "not given");
    }

    @Test
    void masksAndNetworksOfVirtualAddresses() {
        Finding classful = only(NAT.replaceAll("vip_nmask[^\n]*\n", ""));
        is(classful, Grade.ADVICE, "masks", "none for virtual web");
        assertThat(classful.why()).contains("10.0.0.9/8");
        is(only(NAT.replace("10.0.0.9 eth0", "10.9.9.9 eth0")), Grade.WARNING, "network of virtual web (10.9.9.9)",
                "outside of eth0's networks: 10.0.0.0/24");
        assertThat(complaints(NAT.replace("10.0.0.9 eth0", "10.9.9.9 eth0").replace("255.255.255.255",
                "255.255.255.0"))).as("it brings its own network").isEmpty();
        is(only(NAT.replace("255.255.255.255", "255.255.0.0")), Grade.WARNING, "network of virtual web (10.0.0.9)",
                "10.0.0.0/16 in lvs.cf, 10.0.0.0/24 on eth0");
    }

    @Test
    void aSharedNetworkNeedsPromotion() {
        String shared = NAT.replace("255.255.255.255", "255.255.255.0");
        is(only(shared), Grade.WARNING, "sysctl net.ipv4.conf.eth0.promote_secondaries", "0");
        machine.sysctl("net.ipv4.conf.all.promote_secondaries", "1");
        assertThat(complaints(shared)).isEmpty();
    }

    @Test
    void strictReversePathDropsClientsOfAnotherDefaultRoute() {
        machine.sysctl("net.ipv4.conf.all.rp_filter", "1");
        assertThat(complaints(NAT)).isEmpty();
        machine.noRoutes().route("eth1", "0.0.0.0", "192.168.1.99", "0.0.0.0")
                .route("eth0", "10.0.0.0", "0.0.0.0", "255.255.255.0")
                .route("eth1", "192.168.1.0", "0.0.0.0", "255.255.255.0");
        assertThat(only(NAT)).matches(f -> f.what().equals("sysctl net.ipv4.conf.eth0.rp_filter"))
                .matches(f -> f.grade() == Grade.WARNING && !f.fixable());
        machine.sysctl("net.ipv4.conf.eth0.rp_filter", "2");
        assertThat(complaints(NAT)).isEmpty();
    }

    @Test
    void repliesFromTheVirtualAddressMustBeAccepted() {
        String through = DIRECT.replace("quiesce_server", "check_path = vip\nquiesce_server");
        Finding finding = only(through);
        assertThat(finding.what()).isEqualTo("sysctl net.ipv4.conf.eth0.accept_local");
        assertThat(finding.grade()).isEqualTo(Grade.PROBLEM);
        assertThat(finding.repairs()).containsExactly(new Repair.Sysctl("net.ipv4.conf.eth0.accept_local", "1"));
        machine.sysctl("net.ipv4.conf.all.accept_local", "1").sysctl("net.ipv4.conf.all.rp_filter", "1");
        assertThat(complaints(through)).isEmpty();
    }

    @Test
    void repliesFromTheVirtualAddressOnAnotherWireMustNotBeFiltered() {
        String tunnel = NAT.replace("quiesce_server", "check_path = vip\nforwarding = tunnel\nquiesce_server");
        machine.sysctl("net.ipv4.conf.eth1.accept_local", "1");
        assertThat(complaints(tunnel)).isEmpty();
        machine.sysctl("net.ipv4.conf.all.rp_filter", "1");
        assertThat(only(tunnel)).matches(f -> f.what().equals("sysctl net.ipv4.conf.eth1.rp_filter"))
                .matches(f -> f.grade() == Grade.PROBLEM && !f.fixable());
        machine.sysctl("net.ipv4.conf.eth1.rp_filter", "2");
        assertThat(complaints(tunnel)).isEmpty();
    }

    @Test
    void aDirectorThatServesMustNotAnswerArpOnStandby() {
        String own = "backup_active = 1\nbackup = 10.0.0.2\n" + DIRECT.replace("10.0.0.11", "10.0.0.2");
        assertThat(complaints(own)).extracting(Finding::what).containsExactly("sysctl net.ipv4.conf.eth0.arp_ignore",
                "sysctl net.ipv4.conf.eth0.arp_announce");
        machine.sysctl("net.ipv4.conf.all.arp_ignore", "2").sysctl("net.ipv4.conf.eth0.arp_announce", "2");
        assertThat(complaints(own)).isEmpty();
        machine.sysctl("net.ipv4.conf.all.arp_ignore", "0");
        assertThat(complaints(own.replace("backup_active = 1", "backup_active = 0"))).isEmpty();
    }

    @Test
    void settingsOfIpvsFollowTheFile() {
        String sticky = NAT.replace("quiesce", "persistent = 300\nquiesce");
        is(only(sticky), Grade.WARNING, "sysctl net.ipv4.vs.expire_quiescent_template", "0");
        machine.vs("expire_quiescent_template", "1");
        assertThat(complaints(sticky)).isEmpty();
        String removing = NAT.replace("quiesce_server = 1", "quiesce_server = 0");
        is(only(removing), Grade.ADVICE, "sysctl net.ipv4.vs.expire_nodest_conn", "0");
        is(only(removing.replace("quiesce", "protocol = udp\nquiesce")), Grade.WARNING,
                "sysctl net.ipv4.vs.expire_nodest_conn", "0");
        machine.vs("expire_nodest_conn", "1");
        assertThat(complaints(removing)).isEmpty();
        machine.vs("run_estimation", "0");
        is(only(NAT), Grade.WARNING, "sysctl net.ipv4.vs.run_estimation", "0");
        machine.vs("run_estimation", "1").vs("conn_reuse_mode", "0");
        is(only(NAT), Grade.WARNING, "sysctl net.ipv4.vs.conn_reuse_mode", "0");
        machine.vs("conn_reuse_mode", "2");
        assertThat(complaints(NAT)).isEmpty();
    }

    @Test
    void statefulRulesAreAReasonForConntrack() {
        machine.file("/proc/modules", machine.read("/proc/modules") + "nft_ct 24576 0 - Live 0x0\n");
        assertThat(complaints(NAT)).as("no rule holds it").isEmpty();
        machine.file("/proc/modules", machine.read("/proc/modules").replace("nft_ct 24576 0", "nft_ct 24576 2"));
        is(only(NAT), Grade.ADVICE, "sysctl net.ipv4.vs.conntrack", "0");
        machine.vs("conntrack", "1");
        assertThat(complaints(NAT)).isEmpty();
    }

    @Test
    void aStandbyInDirectRoutingOnlyReceives() {
        machine.sysctl("net.ipv4.conf.all.arp_ignore", "1").sysctl("net.ipv4.conf.all.arp_announce", "2");
        String pair = "syncdaemon = 1\nsyncd_iface = eth1\nbackup_active = 1\nbackup = 10.0.0.2\n" + DIRECT;
        is(only(pair), Grade.ADVICE, "sysctl net.ipv4.vs.backup_only", "0");
        is(only(pair.replace("10.0.0.11", "10.0.0.2")), Grade.WARNING, "sysctl net.ipv4.vs.backup_only", "0");
        machine.vs("backup_only", "1");
        assertThat(complaints(pair)).isEmpty();
    }
}
