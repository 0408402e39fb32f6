package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {
    private static final LvsConfig FULL = Samples.config("""
            serial_no = 12
            primary = 10.0.0.1
            primary_private = 192.168.0.1
            service = lvs
            rsh_command = ssh
            backup_active = 1
            backup = 10.0.0.2
            backup_private = 192.168.0.2
            heartbeat_port = 1050
            keepalive = 6
            deadtime = 18
            network = nat
            nat_router = 192.168.1.254 eth1:1
            nat_nmask = 255.255.255.0
            active_cmd = "/bin/up now"
            inactive_cmd = /bin/down
            monitor_links = 3
            syncdaemon = 1
            syncd_iface = eth1
            syncd_id = 7
            tcp_timeout = 900
            tcpfin_timeout = 120
            udp_timeout = 300
            hard_shutdown = 0
            data_plane = relay
            announce_count = 3
            announce_interval = 2
            announce_refresh = 0
            email_to = a@example.com b@example.com
            email_from = lvs@example.com
            smtp_server = mail:587
            smtp_user = lvs
            smtp_password = hunter2
            smtp_tls = tls
            email_limit = 3
            email_reminder = 1h
            language = ja
            virtual web {
                active = 1
                address = 10.0.0.100 eth0:1
                vip_nmask = 255.255.255.0
                sorry_server = 10.0.0.9
                fwmark = 4294967295
                protocol = udp
                port = 53
                scheduler = lblcr
                persistent = 300
                pmask = 255.255.0.0
                send = "a b"
                expect = "c d"
                use_regex = 1
                send_program = "/bin/p %h"
                timeout = 6
                reentry = 15
                load_monitor = snmp-load
                snmp_load_community = s3cret
                quiesce_server = 1
                client_monitor = /bin/n
                start_cmd = /bin/s
                stop_cmd = /bin/t
                slow_start = 0
                load_mode = inverse
                check = http
                check_interval = 0.5
                rise = 3
                fall = 2
                http_path = /a
                http_expect_status = 204
                server s1 {
                    address = 192.168.1.1
                    active = 1
                    weight = 7
                    port = 5353
                }
                server s2 {
                    address = 192.168.1.2
                    check_timeout = 250ms
                    fall = 1
                    check_port = 99
                    http_path = /b
                }
            }
            failover f {
                address = 10.0.0.101 eth0:2
            }
            """);

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void theTopLevelHasTypedAccessors() {
        assertThat(FULL.serialNo()).isEqualTo(12);
        assertThat(FULL.service()).isEqualTo("lvs");
        assertThat(FULL.primary()).isEqualTo(address("10.0.0.1"));
        assertThat(FULL.primaryPrivate()).isEqualTo(address("192.168.0.1"));
        assertThat(FULL.backup()).isEqualTo(address("10.0.0.2"));
        assertThat(FULL.backupPrivate()).isEqualTo(address("192.168.0.2"));
        assertThat(FULL.backupActive()).isTrue();
        assertThat(FULL.heartbeat().port()).isEqualTo(1050);
        assertThat(FULL.keepalive()).isEqualTo(Duration.ofSeconds(6));
        assertThat(FULL.deadtime()).isEqualTo(Duration.ofSeconds(18));
        assertThat(FULL.network()).isEqualTo(Forwarding.NAT);
        assertThat(FULL.natRouter()).contains(address("192.168.1.254"));
        assertThat(FULL.natRouterDevice()).contains("eth1:1");
        assertThat(FULL.natNmask()).contains(address("255.255.255.0"));
        assertThat(FULL.rshCommand()).isEqualTo("ssh");
        assertThat(FULL.heartbeat().monitorLinks()).isTrue();
        assertThat(FULL.syncDaemon()).isTrue();
        assertThat(FULL.syncdIface()).isEqualTo("eth1");
        assertThat(FULL.syncdId()).isEqualTo(7);
        assertThat(FULL.tcpTimeout()).isEqualTo(Duration.ofMinutes(15));
        assertThat(FULL.tcpFinTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(FULL.udpTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(FULL.hardShutdown()).isFalse();
        assertThat(Samples.config("hard_shutdown = 1\n").hardShutdown()).isTrue();
        assertThat(Samples.config("# Piranha's default is 1\n").hardShutdown()).isFalse();
        assertThat(FULL.heartbeat().activeCmd()).contains("/bin/up now");
        assertThat(FULL.heartbeat().inactiveCmd()).contains("/bin/down");
        assertThat(FULL.dataPlane()).isEqualTo(DataPlaneKind.RELAY);
        assertThat(FULL.announcements().count()).isEqualTo(3);
        assertThat(FULL.announcements().interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(FULL.announcements().refresh()).isZero();
        assertThat(FULL.mail()).isEqualTo(new Mail(List.of("a@example.com", "b@example.com"),
                Optional.of("lvs@example.com"), "mail", 587, Optional.of(new Secret("lvs")),
                Optional.of(new Secret("hunter2")), SmtpTls.TLS, 3, Optional.of(Duration.ofHours(1)), Language.JA));
        assertThat(FULL.failovers()).extracting(VirtualService::name).containsExactly("f");
    }

    @Test
    void aBlockHasTypedAccessors() {
        VirtualService web = FULL.virtuals().getFirst();
        assertThat(web.name()).isEqualTo("web");
        assertThat(web.active()).isTrue();
        assertThat(web.address()).isEqualTo(address("10.0.0.100"));
        assertThat(web.device()).contains("eth0:1");
        assertThat(web.vipNmask()).contains(address("255.255.255.0"));
        assertThat(web.sorryServer()).contains(address("10.0.0.9"));
        assertThat(web.fwmark()).isEqualTo(4294967295L);
        assertThat(web.protocol()).isEqualTo(Protocol.UDP);
        assertThat(web.port()).isEqualTo(53);
        assertThat(web.scheduler().kernelName()).isEqualTo("lblcr");
        assertThat(web.persistent()).isEqualTo(Duration.ofMinutes(5));
        assertThat(web.pmask()).contains(address("255.255.0.0"));
        assertThat(web.send()).contains("a b");
        assertThat(web.expect()).contains("c d");
        assertThat(web.useRegex()).isTrue();
        assertThat(web.sendProgram()).contains("/bin/p %h");
        assertThat(web.timeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(web.reentry()).isEqualTo(Duration.ofSeconds(15));
        assertThat(web.loadMonitor()).contains("snmp-load");
        assertThat(web.quiesceServer()).isTrue();
        assertThat(web.clientMonitor()).contains("/bin/n");
        assertThat(web.startCmd()).contains("/bin/s");
        assertThat(web.stopCmd()).contains("/bin/t");
        assertThat(web.weighing().slowStart()).isFalse();
        assertThat(web.weighing().loadMode()).isEqualTo(LoadMode.INVERSE);
        RealServer s1 = web.servers().getFirst();
        assertThat(s1.name()).isEqualTo("s1");
        assertThat(s1.address()).isEqualTo(address("192.168.1.1"));
        assertThat(s1.active()).isTrue();
        assertThat(s1.weight()).isEqualTo(7);
        assertThat(s1.port()).isEqualTo(5353);
    }

    @Test
    void aServerIsCheckedAsItsBlockSaysUnlessItSaysOtherwise() {
        VirtualService web = FULL.virtuals().getFirst();
        Duration timeout = Duration.ofSeconds(6);
        Duration half = Duration.ofMillis(500);
        assertThat(web.check(web.servers().get(0))).isEqualTo(new CheckSettings(
                Optional.of(new CheckExpression.Part("http", 1)), half, timeout,
                timeout, OptionalInt.of(3), 2, CheckPath.DIRECT, 5353,
                Map.of("http", Map.of("path", "/a", "expect-status", "204"))));
        assertThat(web.check(web.servers().get(1)))
                .isEqualTo(new CheckSettings(Optional.of(new CheckExpression.Part("http", 1)), half, timeout,
                        Duration.ofMillis(250), OptionalInt.of(3), 1, CheckPath.DIRECT, 99,
                        Map.of("http", Map.of("path", "/b", "expect-status", "204"))));
        assertThat(web.checkOptions("snmp-load", web.servers().getFirst())).isEqualTo(Map.of("community", "s3cret"));
    }

    @Test
    void aServerIsReachedAsItsBlockSaysUnlessItSaysOtherwise() {
        LvsConfig config = Samples.config("""
                network = direct
                manage = all
                virtual v {
                address = 10.0.0.1 eth0
                scheduler = mh
                scheduler_flags = mh-port, mh-fallback
                persistence_engine = sip
                one_packet = 1
                tunnel_type = gue
                tunnel_port = 6080
                upper_threshold = 100
                server s {
                forwarding = tunnel
                tunnel_type = gre
                tunnel_checksum = full
                upper_threshold = 0
                }
                server t {
                lower_threshold = 7
                }
                }
                """);
        VirtualService v = config.virtuals().getFirst();
        assertThat(config.manage()).isEqualTo(Manage.ALL);
        assertThat(v.schedulerFlags()).containsExactly(SchedulerFlag.MH_PORT, SchedulerFlag.MH_FALLBACK);
        assertThat(v.persistenceEngine()).contains(PersistenceEngine.SIP);
        assertThat(v.onePacket()).isTrue();
        assertThat(config.delivery(v)).isEqualTo(new Delivery(Forwarding.DIRECT, TunnelType.GUE, 6080,
                TunnelChecksum.NONE, 100, 0));
        assertThat(config.delivery(v, v.servers().get(0))).isEqualTo(new Delivery(Forwarding.TUNNEL, TunnelType.GRE,
                6080, TunnelChecksum.FULL, 0, 0));
        assertThat(config.delivery(v, v.servers().get(1))).isEqualTo(new Delivery(Forwarding.DIRECT, TunnelType.GUE,
                6080, TunnelChecksum.NONE, 100, 7));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1,24,255.255.255.0", "10.0.0.1,255.255.0.0,255.255.0.0", "10.0.0.1,1,128.0.0.0", "10.0.0.1,32,",
            "10.0.0.1,255.255.255.255,", "10.0.0.1,0.0.0.0,", "2001:db8::1,24,ffff:ff00::", "2001:db8::1,128,",
            "2001:db8::1,ffff:ffff:ffff:ffff::,ffff:ffff:ffff:ffff::"})
    void aPrefixLengthIsAMaskOfTheFamilyOfTheVirtualAddress(String address, String written, @Nullable String mask) {
        VirtualService v = Samples.config("virtual v {\naddress = " + address + " eth0\npersistent = 60\npmask = "
                + written + "\n}\n").virtuals().getFirst();
        assertThat(v.pmask()).isEqualTo(Optional.ofNullable(mask).map(InetAddress::ofLiteral));
    }

    @ParameterizedTest
    @EnumSource
    void everyFlagIsObeyedByItsSchedulerAlone(SchedulerFlag flag) {
        assertThat(Stream.of(Scheduler.values()).filter(flag::obeyedBy).toList()).isEqualTo(switch (flag) {
            case SH_PORT, SH_FALLBACK -> List.of(Scheduler.SH);
            case MH_PORT, MH_FALLBACK -> List.of(Scheduler.MH);
            case FLAG_1, FLAG_2 -> List.of(Scheduler.SH, Scheduler.MH);
            case FLAG_3 -> List.of();
        });
        assertThat(flag.fits(Scheduler.RR)).isEqualTo(flag.word().startsWith("flag-"));
    }

    @Test
    void withoutACatalogueOptionsBelongToTheCheckTheirKeywordBeginsWith() {
        VirtualService service = LvsConfReader.read("""
                virtual v {
                address = 10.0.0.1 eth0
                check = my-check
                my_check_some_thing = x
                server s {
                my_check_some_thing = y
                }
                }
                """, CheckCatalogue.UNKNOWN, HostResolver.none()).config().orElseThrow().virtuals().getFirst();
        assertThat(service.check(service.servers().getFirst()).options("my-check"))
                .isEqualTo(Map.of("some-thing", "y"));
    }

    @Test
    void noneAndNothingAreNoLoadMonitor() {
        String block = "virtual v {\naddress = 10.0.0.1 eth0\nload_monitor = %s\n}\n";
        assertThat(Samples.config(block.formatted("none")).virtuals().getFirst().loadMonitor()).isEmpty();
        assertThat(Samples.config(block.formatted("\"\"")).virtuals().getFirst().loadMonitor()).isEmpty();
        assertThat(Samples.config(block.formatted("rup")).virtuals().getFirst().loadMonitor()).contains("rup");
    }

    @Test
    void configurationsAreEqualWhenTheyMeanTheSame() {
        LvsConfig plain = Samples.config("virtual v {\naddress = 10.0.0.1 eth0\n}\n");
        LvsConfig verbose = Samples.config("""
                # the defaults, written out
                heartbeat_port = 0x21b
                virtual "v" {
                    timeout = 10
                    address = 10.1 eth0
                    port = http
                }
                """);
        assertThat(verbose).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(Samples.config("virtual v {\naddress = 10.0.0.2 eth0\n}\n")).isNotEqualTo(plain);
    }

    @Test
    void aHeaderLineMayHoldATokenAndIsNotShown() {
        String file = "virtual v {\naddress = 10.0.0.1 eth0\ncheck = http\nhttp_header = \"Authorization: Bearer %s\"\n}\n";
        LvsConfig before = LvsConfReader.read(file.formatted("t0ken"), CheckCatalogue.UNKNOWN, HostResolver.none())
                .config().orElseThrow();
        LvsConfig after = LvsConfReader.read(file.formatted("other"), CheckCatalogue.UNKNOWN, HostResolver.none())
                .config().orElseThrow();
        assertThat(EffectiveValues.of(before).toString()).contains("http_header=***").doesNotContain("t0ken");
        assertThat(ConfigDiff.between(before, after)).containsExactly("virtual v: http_header *** -> ***");
    }

    @Test
    void aSecretIsShownByNobodyAndRevealedOnRequest(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "hunter3\n");
        Secret plain = new Secret("hunter2");
        Secret inFile = new Secret("@" + file);
        assertThat(plain.toString() + inFile + FULL.mail() + EffectiveValues.of(FULL))
                .doesNotContain("hunter", "s3cret");
        assertThat(plain.reveal()).isEqualTo("hunter2");
        assertThat(inFile.reveal()).isEqualTo("hunter3");
        assertThat(plain.inFile()).isFalse();
        assertThat(inFile.inFile()).isTrue();
    }
}
