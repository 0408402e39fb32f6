package io.arapaima.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keywords inside {@code virtual} and {@code failover}, in the order of the canonical file. */
final class BlockKeywords {
    private static final InetAddress UNSET_ADDRESS = Literals.ipv4("0.0.0.0").orElseThrow();
    static final TextType COMMAND = TextType.quoted("a command", "\"/etc/init.d/httpd start\"");

    static final Keyword<Boolean> ACTIVE = Keyword.of("active", new BooleanType(), false,
            "0: the block is read and otherwise ignored.");
    static final Keyword<FloatingAddress> ADDRESS = Keyword.of("address", new FloatingType("device", "10.0.0.1 eth0:1"),
            new FloatingAddress(UNSET_ADDRESS, Optional.empty()),
            "Virtual address with the interface, and optionally a label, that carries it; always both.")
            .following("none; a `virtual` block must have it");
    static final Keyword<InetAddress> SORRY_SERVER = Keyword.unset("sorry_server", new LiteralType(),
            "Server that gets the requests while no real server is up; at the virtual service's own port.");
    static final Keyword<SorryCheck> SORRY_CHECK = Keyword.of("sorry_check", ChoiceType.of(SorryCheck.class),
            SorryCheck.AUTO,
            "How `sorry_server` is checked: by a connection (`connect`), by `ping`, not at all (`none`), or by "
                    + "a connection where the service is TCP and else by ping (`auto`).")
            .added();
    static final Keyword<InetAddress> VIP_NMASK = Keyword.unset("vip_nmask", new MaskType(false),
            "Network mask of the virtual address; 0.0.0.0 means not given.");
    static final Keyword<Long> FWMARK = Keyword.of("fwmark", new NumberType(0, 0xFFFFFFFFL, "", "1"), 0L,
            "Not 0: the service is the packets with this firewall mark, not address and port.");
    static final Keyword<Long> PORT = Keyword.of("port", PortType.of(0, true, "80"), 80L,
            "Port of the service, and of the real servers whose blocks follow.");
    static final Keyword<Duration> PERSISTENT = Keyword.of("persistent", SecondsType.from(0, "300"), Duration.ZERO,
            "How long a client stays with its server; 0 = not at all.");
    static final Keyword<ClientMask> PMASK = Keyword.of("pmask", new ClientMaskType(), ClientMask.NONE,
            "Clients that are equal under this mask stay together; 0.0.0.0 and 255.255.255.255: each for itself. "
                    + "New: a prefix length, 1 to 32, or to 128 for an IPv6 virtual address.");
    static final Keyword<String> SEND = Keyword.unset("send", TextType.quoted("text", "\"GET / HTTP/1.0\\r\\n\\r\\n\""),
            "Text the check sends; `\\r \\n \\t \\\\ \\' \\\"` are understood.");
    static final Keyword<String> EXPECT = Keyword.unset("expect", TextType.quoted("text", "\"HTTP\""),
            "How the answer must begin, or what `send_program` must print; `*` = anything.");
    static final Keyword<Boolean> USE_REGEX = Keyword.of("use_regex", new BooleanType(), false,
            "1: `expect` is a regular expression that must be found in the answer.");
    static final Keyword<String> SEND_PROGRAM = Keyword.unset("send_program",
            TextType.quoted("a command", "\"/usr/local/bin/probe %h %p\""),
            "Program that checks instead of `send`; %h is the real server's address, %p its port.");
    static final Keyword<String> LOAD_MONITOR = Keyword.unset("load_monitor",
            TextType.of("uptime, rup, none, a command or the name of a check", "uptime"),
            "How the load of real servers is read; unset or `none` = not at all.");
    static final Keyword<Scheduler> SCHEDULER = Keyword.of("scheduler", ChoiceType.of(Scheduler.class), Scheduler.WLC,
            "How connections are spread; sed, nq, mh, fo, ovf and twos are unknown to Piranha.");
    static final Keyword<Protocol> PROTOCOL = Keyword.of("protocol", ChoiceType.of(Protocol.class), Protocol.TCP,
            "Transport; sctp is unknown to Piranha.");
    static final Keyword<Duration> TIMEOUT = Keyword.of("timeout", SecondsType.from(1, "6"), Duration.ofSeconds(10),
            "Time between two checks, and limit of each step of one.");
    static final Keyword<Duration> REENTRY = Keyword.of("reentry", new ReentryType(SecondsType.from(0, "15")),
            ReentryType.WHEN_ZERO,
            "A failed server needs reentry / check_interval good checks in a row before it is used again.");
    static final Keyword<Boolean> QUIESCE_SERVER = Keyword.of("quiesce_server", new BooleanType(), false,
            "1: a failed server gets weight 0 and keeps its connections; 0: it is removed.");
    /** Of Piranha; ours is meant where it is named. */
    static final String NANNY = "/usr/sbin/nanny";
    static final Keyword<String> CLIENT_MONITOR = Keyword.of("client_monitor",
            TextType.of("a path", "/usr/local/sbin/watch-web"), NANNY,
            "Program that is run for each real server in the place of nanny, under nanny's old command line; what it would "
                    + "have ipvsadm do to the table is what is thought of the server.");
    static final Keyword<String> START_CMD = Keyword.unset("start_cmd", COMMAND,
            "Command that starts a failover service.");
    static final Keyword<String> STOP_CMD = Keyword.unset("stop_cmd", COMMAND,
            "Command that stops a failover service.");
    static final Keyword<Duration> COMMAND_TIMEOUT = Keyword.of("command_timeout", SecondsType.from(1, "60"),
            Duration.ofSeconds(60), "Time after which `start_cmd` or `stop_cmd` is killed; that is a failure.").added();
    static final Keyword<InetAddress> MASTER = Keyword.unset("master", new HostType(true), "Read, never used.")
            .ignored();
    static final Keyword<List<String>> DIRS = Keyword.unset("dirs", new ListType(), "Read, never used.").ignored();

    static final Keyword<List<SchedulerFlag>> SCHEDULER_FLAGS = Keyword.unset("scheduler_flags",
            ChoicesType.of(SchedulerFlag.class),
            "Options of the scheduler, under ipvsadm's names (`-b`): with sh and mh the "
                    + "client's port counts too (`-port`), and servers that take nothing are passed over (`-fallback`).")
            .added();
    static final Keyword<PersistenceEngine> PERSISTENCE_ENGINE = Keyword.unset("persistence_engine",
            ChoiceType.of(PersistenceEngine.class),
            "Tells persistent clients apart by more than their address: `sip` by the Call-ID, UDP only.").added();
    static final Keyword<Boolean> ONE_PACKET = Keyword.of("one_packet", new BooleanType(), false,
            "1: each UDP packet is scheduled by itself; replies are not translated, so not with nat.").added();

    static final List<Keyword<?>> LEFTOVERS = List.of(Keyword.leftover("expect_program"),
            Keyword.leftover("heartbeat"), Keyword.leftover("deadtime"));
    static final List<Keyword<?>> ALL = List.of(ACTIVE, ADDRESS, SORRY_SERVER, VIP_NMASK, FWMARK, PORT, PERSISTENT,
            PMASK, SEND, EXPECT, USE_REGEX, SEND_PROGRAM, LOAD_MONITOR, SCHEDULER, PROTOCOL, TIMEOUT, REENTRY,
            QUIESCE_SERVER, CLIENT_MONITOR, START_CMD, STOP_CMD, MASTER, DIRS, SCHEDULER_FLAGS, SORRY_CHECK,
            PERSISTENCE_ENGINE, ONE_PACKET, COMMAND_TIMEOUT);

    private BlockKeywords() {}
}
