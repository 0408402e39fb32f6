package io.arapaima.doctor;

import io.arapaima.config.LvsConfFile;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A director as a tree of files: kernel 6.1.0-30-amd64 with IPVS loaded, eth0 10.0.0.0/24 outside with the default
 * route, eth1 192.168.1.0/24 inside, root, everything as {@link #NAT} needs it. Tests spoil one thing each.
 */
public final class MadeUpMachine {
    static final String RELEASE = "6.1.0-30-amd64";
    public static final String NAT = """
            primary = 10.0.0.1
            network = nat
            nat_router = 192.168.1.254 eth1:1
            nat_nmask = 255.255.255.0
            virtual web {
              active = 1
              address = 10.0.0.9 eth0:1
              vip_nmask = 255.255.255.255
              quiesce_server = 1
              server s1 {
                address = 192.168.1.11
                active = 1
              }
            }
            """;

    private final Path root;
    private final StringBuilder routes = new StringBuilder(
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n");
    private final StringBuilder trie = new StringBuilder("Main:\n");

    public MadeUpMachine(Path root) {
        this.root = root;
        file("/proc/sys/kernel/osrelease", RELEASE);
        file("/proc/modules", """
                ip_vs_wlc 16384 1 - Live 0x0
                ip_vs 172032 3 ip_vs_wlc, Live 0x0
                nf_conntrack 188416 1 ip_vs, Live 0x0
                """);
        file("/lib/modules/" + RELEASE + "/modules.dep", """
                kernel/net/netfilter/ipvs/ip_vs.ko: a.ko
                kernel/net/netfilter/ipvs/ip_vs_wlc.ko.xz: kernel/net/netfilter/ipvs/ip_vs.ko
                kernel/net/netfilter/ipvs/ip_vs_sed.ko.zst:
                kernel/net/netfilter/nf_conntrack.ko:
                """);
        file("/lib/modules/" + RELEASE + "/modules.builtin", "kernel/net/netfilter/ipvs/ip_vs_rr.ko\n");
        file("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n");
        sysctl("kernel.modules_disabled", "0").sysctl("net.ipv4.ip_forward", "1")
                .sysctl("net.ipv4.ping_group_range", "0\t2147483647").sysctl("net.ipv6.conf.all.forwarding", "0");
        for (String name : List.of("arp_ignore", "arp_announce", "rp_filter", "promote_secondaries", "forwarding",
                "send_redirects", "accept_local")) {
            sysctl("net.ipv4.conf.all." + name, "0");
        }
        vs("conn_reuse_mode", "1").vs("expire_nodest_conn", "0").vs("expire_quiescent_template", "0")
                .vs("run_estimation", "1").vs("conntrack", "0").vs("backup_only", "0");
        process("self", "java", "00000000000030ff", 0);
        device("lo", "0x9", "unknown").device("eth0", "0x1003", "up").device("eth1", "0x1003", "up");
        route("eth0", "0.0.0.0", "10.0.0.254", "0.0.0.0").route("eth0", "10.0.0.0", "0.0.0.0", "255.255.255.0")
                .route("eth1", "192.168.1.0", "0.0.0.0", "255.255.255.0");
        own("10.0.0.1").own("192.168.1.1");
        file("/proc/net/ipv6_route", "");
        file("/proc/net/if_inet6", "");
    }

    public MadeUpMachine file(String path, String text) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a file or a whole folder away. */
    public MadeUpMachine without(String path) {
        try (var files = Files.walk(root.resolve(path.substring(1)))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MadeUpMachine withoutDevice(String name) {
        return file("/proc/net/dev", read("/proc/net/dev").replaceAll("(?m)^" + name + ":.*\n", ""))
                .without("/sys/class/net/" + name);
    }

    public MadeUpMachine sysctl(String name, String value) {
        return file(Machine.sysctlFile(name), value);
    }

    MadeUpMachine vs(String name, String value) {
        return sysctl("net.ipv4.vs." + name, value);
    }

    MadeUpMachine device(String name, String flags, String state) {
        for (String setting : List.of("arp_ignore", "arp_announce", "rp_filter", "promote_secondaries",
                "send_redirects", "accept_local")) {
            sysctl(Machine.deviceSysctl("ipv4", name, setting), "0");
        }
        sysctl(Machine.deviceSysctl("ipv4", name, "forwarding"), "1");
        sysctl(Machine.deviceSysctl("ipv6", name, "disable_ipv6"), "0");
        sysctl(Machine.deviceSysctl("ipv6", name, "accept_ra"), "1");
        String others = read("/proc/net/dev").replaceAll("(?m)^" + name + ":.*\n", "");
        file("/proc/net/dev", others + name + ": 0 0 0 0\n");
        return file("/sys/class/net/" + name + "/flags", flags).file("/sys/class/net/" + name + "/operstate", state);
    }

    MadeUpMachine route(String device, String network, String gateway, String mask) {
        int flags = gateway.equals("0.0.0.0") ? 1 : 3;
        routes.append(String.format(Locale.ROOT, "%s\t%s\t%s\t%04X\t0\t0\t0\t%s\t0\t0\t0%n", device, hex(network),
                hex(gateway), device.equals("*") ? 0x201 : flags, hex(mask)));
        return file("/proc/net/route", routes.toString());
    }

    MadeUpMachine noRoutes() {
        routes.setLength(routes.indexOf("\n") + 1);
        return file("/proc/net/route", routes.toString());
    }

    MadeUpMachine route6(String device, String network, int length, String flags) {
        String line = HexFormat.of().formatHex(InetAddress.ofLiteral(network).getAddress())
                + String.format(Locale.ROOT, " %02x ", length) + "0".repeat(32) + " 00 " + "0".repeat(32)
                + " 00000400 00000001 00000000 " + flags + " " + device + "\n";
        return file("/proc/net/ipv6_route", read("/proc/net/ipv6_route") + line);
    }

    MadeUpMachine own(String address) {
        trie.append("           |-- ").append(address).append("\n              /32 host LOCAL\n");
        return file("/proc/net/fib_trie", trie.toString());
    }

    public MadeUpMachine process(String pid, String name, String capabilities, int user) {
        String ids = "\t" + user + "\t" + user + "\t" + user + "\t" + user + "\n";
        return file("/proc/" + pid + "/comm", name).file("/proc/" + pid + "/status", "Name:\t" + name + "\nUid:" + ids
                + "Gid:" + ids + "CapEff:\t" + capabilities + "\nCapBnd:\t000001ffffffffff\n")
                .file("/proc/" + pid + "/uid_map", "         0          0 4294967295");
    }

    public String read(String path) {
        try {
            Path file = root.resolve(path.substring(1));
            return Files.exists(file) ? Files.readString(file).replaceFirst("^\n$", "") : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Machine machine() {
        return new Machine(root);
    }

    public Path root() {
        return root;
    }

    /** What the doctor finds for an lvs.cf; only what is not as it should be. */
    List<Finding> complaints(String lvsCf) {
        return all(lvsCf).stream().filter(f -> f.grade() != Grade.OK).toList();
    }

    public List<Finding> all(String lvsCf) {
        return all(site(lvsCf));
    }

    List<Finding> all(Site site) {
        return new Doctor(Path.of("/no/such/lvs.cf"), machine(), site, new Hub(Path.of("/run/arapaima")))
                .examine();
    }

    static Site site(String lvsCf) {
        return site(LvsConfFile.of(Path.of("/no/such/lvs.cf"), lvsCf.getBytes(StandardCharsets.UTF_8)));
    }

    static Site site(LvsConfFile lvsCf) {
        var read = LvsConfReader.read(lvsCf, CheckCatalogue.UNKNOWN, HostResolver.none());
        return new Site(read.config().orElseThrow(() -> new AssertionError(read.problems().toString())),
                read.document().programs(read.config().orElseThrow().encoding()));
    }

    private static String hex(String address) {
        int value = ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress()).order(ByteOrder.nativeOrder())
                .getInt();
        return String.format(Locale.ROOT, "%08X", value);
    }
}
