package io.arapaima.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The keywords outside of blocks, in the order of the canonical file. */
final class TopKeywords {
    private static final NumberType COUNT = new NumberType(0, NumberType.INT, "", "1");
    private static final SecondsType TIMEOUT = SecondsType.from(0, "900");
    private static final TextType COMMAND = TextType.of("an absolute path and arguments", "/usr/local/sbin/hook");
    private static final InetAddress UNSET_ADDRESS = Literals.ipv4("0.0.0.0").orElseThrow();

    static final Keyword<Long> SERIAL_NO = Keyword
            .of("serial_no", COUNT, 0L, "Counts the changes of the file; grows by one with each saved change.");
    static final Keyword<InetAddress> PRIMARY = Keyword.of("primary", new HostType(false), UNSET_ADDRESS,
            "Public address of the primary director; a node that has it is the primary, any other the backup.")
            .following("unset");
    static final Keyword<InetAddress> PRIMARY_PRIVATE = Keyword.of("primary_private", new HostType(false),
            UNSET_ADDRESS, "The primary's address on a second heartbeat path.").following("= `primary`");
    static final Keyword<String> PRIMARY_SHARED = Keyword.unset("primary_shared", TextType.of("a device", "/dev/sdb1"),
            "Shared SCSI disk of failover services; not supported.").ignored();
    static final Keyword<ServiceKind> SERVICE = Keyword.of("service", ChoiceType.of(ServiceKind.class),
            ServiceKind.LVS, "Which blocks are run: `lvs` the virtual ones, `fos` the failover ones.");
    static final Keyword<String> RSH_COMMAND = Keyword.of("rsh_command", TextType.of("a command", "ssh"), "rsh",
            "Remote command that reads the load average for `load_monitor = uptime`.");
    static final Keyword<Boolean> BACKUP_ACTIVE = Keyword.of("backup_active", new BooleanType(), false,
            "Whether there is a backup director: heartbeats are sent and awaited.");
    static final Keyword<InetAddress> BACKUP = Keyword.of("backup", new HostType(true), UNSET_ADDRESS,
            "Public address of the backup director.");
    static final Keyword<InetAddress> BACKUP_PRIVATE = Keyword.of("backup_private", new HostType(false), UNSET_ADDRESS,
            "The backup's address on the second heartbeat path; used only together with `primary_private`.")
            .following("= `backup`");
    static final Keyword<String> BACKUP_SHARED = Keyword.unset("backup_shared", TextType.of("a device", "/dev/sdb1"),
            "Shared SCSI disk of failover services; not supported.").ignored();
    static final Keyword<Boolean> HEARTBEAT = Keyword.of("heartbeat", new BooleanType(), false,
            "Read, never used: heartbeats depend on `backup_active` alone.").ignored();
    static final Keyword<Long> HEARTBEAT_PORT = Keyword.of("heartbeat_port", PortType.of(0, true, "539"), 539L,
            "UDP port of the heartbeat on both directors.");
    static final Keyword<Duration> KEEPALIVE = Keyword.of("keepalive", BeatTimeType.from(1, 10, "6"),
            Duration.ofMillis(100), "Time between two heartbeats.");
    static final Keyword<Duration> DEADTIME = Keyword.unset("deadtime", BeatTimeType.from(0, 30, "18"),
            "Silence after which the partner counts as dead.")
            .following("600ms, or 3 x `keepalive` where that is longer");
    static final Keyword<Forwarding> NETWORK = Keyword.of("network", ChoiceType.of(Forwarding.class), Forwarding.NAT,
            "How packets reach the real servers, for all virtual services.");
    static final Keyword<FloatingAddress> NAT_ROUTER = Keyword.unset("nat_router",
            new FloatingType("nat_router_device", "192.168.1.254 eth1:1"),
            "Floating inside address with its interface; the gateway of the real servers under `network = nat`.");
    static final Keyword<InetAddress> NAT_NMASK = Keyword.of("nat_nmask", new MaskType(false), UNSET_ADDRESS,
            "Network mask of `nat_router`; 0.0.0.0 means not given.");
    static final Keyword<ReservationAction> RESERVATION_CONFLICT_ACTION = Keyword
            .unset("reservation_conflict_action", ChoiceType.of(ReservationAction.class),
                    "What to do about a reserved shared disk; not supported.")
            .ignored();
    static final Keyword<String> DEBUG_LEVEL = Keyword
            .of("debug_level", TextType.of("text", "NONE"), "NONE", "Read, never used.").ignored();
    static final Keyword<String> ACTIVE_CMD = Keyword.unset("active_cmd", COMMAND,
            "Command run when this director becomes active.");
    static final Keyword<String> INACTIVE_CMD = Keyword.unset("inactive_cmd", COMMAND,
            "Command run at start and when this director stops being active.");
    static final Keyword<Long> MONITOR_LINKS = Keyword.of("monitor_links", COUNT, 0L,
            "Not 0: watch the links of the heartbeat interfaces; needs `backup_active = 1`.");
    static final Keyword<Boolean> SYNCDAEMON = Keyword.of("syncdaemon", new BooleanType(), false,
            "Whether the kernel copies its connections to the partner.");
    static final Keyword<String> SYNCD_IFACE = Keyword.of("syncd_iface", TextType.of("an interface", "eth1"), "eth0",
            "Interface of that copying.");
    static final Keyword<Long> SYNCD_ID = Keyword.of("syncd_id", new SyncIdType(COUNT), 0L,
            "Number that tells clusters on one network apart; only its low 8 bits count.");
    static final Keyword<Duration> TCP_TIMEOUT = Keyword.of("tcp_timeout", TIMEOUT, Duration.ZERO,
            "IPVS timeout of idle TCP connections; 0 = as the kernel has it.");
    static final Keyword<Duration> TCPFIN_TIMEOUT = Keyword.of("tcpfin_timeout", TIMEOUT, Duration.ZERO,
            "IPVS timeout of TCP connections after a FIN; 0 = as the kernel has it.");
    static final Keyword<Duration> UDP_TIMEOUT = Keyword.of("udp_timeout", TIMEOUT, Duration.ZERO,
            "IPVS timeout of UDP packets; 0 = as the kernel has it.");
    static final Keyword<Boolean> HARD_SHUTDOWN = Keyword.unset("hard_shutdown", new BooleanType(),
            "1, where it is written: a director on which no check engine has run for 30 s gives up the active role; "
                    + "0 or nothing: it only alerts, and the last verdicts hold.")
            .following("`1`, which does nothing while it is not written");
    static final Keyword<String> IPVSADM = Keyword
            .of("ipvsadm", TextType.of("a path", "/sbin/ipvsadm"), "/sbin/ipvsadm",
                    "Read, never used: the kernel is spoken to directly.")
            .ignored();
    static final Keyword<Boolean> SYNC = Keyword.of("sync", new BooleanType(), false,
            "1: after each reload the active director sends this file to its partners, as `lvsctl push` does; needs "
                    + "`heartbeat_key`. Piranha read it and never used it.");

    static final Keyword<DataPlaneKind> DATA_PLANE = Keyword.of("data_plane", ChoiceType.of(DataPlaneKind.class),
            DataPlaneKind.AUTO, "What forwards packets: the kernel (`ipvs`), a forwarder in user space (`relay`), "
                    + "nothing (`none`), or the kernel with a clear message when it cannot (`auto`).")
            .added();
    static final Keyword<Manage> MANAGE = Keyword.of("manage", ChoiceType.of(Manage.class), Manage.OWN,
            "Services in the table that this file does not have: left alone (`own`) or removed (`all`).").added();
    static final Keyword<Long> ANNOUNCE_COUNT = Keyword.of("announce_count",
            new NumberType(1, 1000, "", "5"), 5L,
            "How often the neighbours are told that a virtual address is here, once it was taken.").added();
    static final Keyword<Duration> ANNOUNCE_INTERVAL = Keyword.of("announce_interval", SecondsType.from(1, "1"),
            Duration.ofSeconds(1), "Time between two of these announcements.").added();
    static final Keyword<Duration> ANNOUNCE_REFRESH = Keyword.of("announce_refresh", SecondsType.from(0, "60"),
            Duration.ofSeconds(60), "Afterwards one announcement after each such time; 0 = none.").added();
    static final Keyword<List<String>> EMAIL_TO = Keyword
            .unset("email_to", RecipientsType.many(), "Who gets a mail when something changes; unset = no mail.")
            .added();
    static final Keyword<List<String>> EMAIL_FROM = Keyword.unset("email_from", new RecipientsType(1),
            "Sender of these mails.").following("arapaima@ and the director's host name").added();
    static final Keyword<Endpoint> SMTP_SERVER = Keyword.of("smtp_server", new EndpointType(25),
            new Endpoint("localhost", 25), "Mail server, 25 being its port where none is written.").added();
    static final Keyword<Secret> SMTP_USER = Keyword.unset("smtp_user",
            new SecretType("a user name, or @ and the path of a file that holds it", "arapaima", false),
            "Login at the mail server; unset = no login.").added();
    static final Keyword<Secret> SMTP_PASSWORD = Keyword.unset("smtp_password",
            new SecretType("a password, or @ and the path of a file that holds it",
                    "@/etc/arapaima/smtp.password", true),
            "Password of `smtp_user`; never shown.").added();
    static final Keyword<SmtpTls> SMTP_TLS = Keyword.of("smtp_tls", ChoiceType.of(SmtpTls.class), SmtpTls.OPTIONAL,
            "Encryption to the mail server: `none`, STARTTLS where offered (`optional`), STARTTLS or no mail "
                    + "(`starttls`), TLS from the first byte (`tls`).")
            .added();

    static final Keyword<Long> EMAIL_LIMIT = Keyword.of("email_limit", new NumberType(1, 3600, "", "20"), 20L,
            "Mails an hour about one subject (a server, a component); above that its changes wait, for five minutes at "
                    + "most. A service that is lost or back, its sorry server and the role never wait.")
            .added();

    static final Keyword<Duration> EMAIL_REMINDER = Keyword.unset("email_reminder", PeriodType.from(60, "1h"),
            "While a server, a service or this director is not well, a mail again after each such time; unset = none.")
            .added();

    static final Keyword<Language> LANGUAGE = Keyword.of("language", ChoiceType.of(Language.class), Language.EN,
            "Language of the mails: English (`en`) or Japanese (`ja`). What a check or a program says stays as it was said.")
            .added();

    static final List<Keyword<?>> PIRANHA_AND_OURS = List.of(SERIAL_NO, PRIMARY, PRIMARY_PRIVATE, PRIMARY_SHARED,
            SERVICE,
            RSH_COMMAND, BACKUP_ACTIVE, BACKUP, BACKUP_PRIVATE, BACKUP_SHARED, HEARTBEAT, HEARTBEAT_PORT, KEEPALIVE,
            DEADTIME, NETWORK, NAT_ROUTER, NAT_NMASK, RESERVATION_CONFLICT_ACTION, DEBUG_LEVEL, ACTIVE_CMD,
            INACTIVE_CMD, MONITOR_LINKS, SYNCDAEMON, SYNCD_IFACE, SYNCD_ID, TCP_TIMEOUT, TCPFIN_TIMEOUT, UDP_TIMEOUT,
            HARD_SHUTDOWN, IPVSADM, SYNC, DATA_PLANE, MANAGE, ANNOUNCE_COUNT, ANNOUNCE_INTERVAL, ANNOUNCE_REFRESH,
            EMAIL_TO,
            EMAIL_FROM,
            SMTP_SERVER, SMTP_USER, SMTP_PASSWORD, SMTP_TLS, EMAIL_LIMIT, EMAIL_REMINDER, LANGUAGE);

    /** What nobody but the sender of mails needs; passwords are among it. */
    static final Set<Keyword<?>> MAIL = Set.of(EMAIL_TO, EMAIL_FROM, SMTP_SERVER, SMTP_USER, SMTP_PASSWORD, SMTP_TLS);

    static final List<Keyword<?>> ALL = Stream.of(PIRANHA_AND_OURS, HeartbeatKeywords.ALL, FenceKeywords.ALL)
            .<Keyword<?>>flatMap(List::stream)
            .toList();

    private TopKeywords() {}
}
