package io.arapaima.dataplane;

import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one rule means. What ipvsadm 1.31 refuses by the rule's own words is refused here; what needs judgement is not. */
final class RuleParser {
    /** ipvsadm 1.31: {@code DEF_SCHED}. */
    private static final String DEFAULT_SCHEDULER = "wlc";
    /** ipvsadm 1.31: {@code MAX_TIMEOUT}, 31 days. Its least is 1, but the kernel may hold 0. */
    private static final long MAX_PERSISTENCE_SECONDS = 31L * 24 * 3600;
    /** The kernel's {@code IP_VS_SCHEDNAME_MAXLEN} and {@code IP_VS_PENAME_MAXLEN}, less the terminating zero. */
    private static final int MAX_NAME = 15;
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;
    private static final int MAX_PORT = 65535;

    private final RuleOptions options;

    RuleParser(String rule) {
        options = new RuleOptions(rule);
    }

    Change change() throws ParseException {
        if (options.isEmpty()) {
            throw new ParseException("the rule is empty; it starts with -A, -E, -D, -a, -e or -d", 0);
        }
        RuleOptions.Word command = options.first();
        options.read(1);
        ServiceKey key = serviceKey();
        Change change = switch (command.text()) {
            case "-A" -> new Change.AddService(service(key));
            case "-E" -> new Change.EditService(service(key));
            case "-D" -> new Change.RemoveService(key);
            case "-a" -> new Change.AddDestination(key, destination());
            case "-e" -> new Change.EditDestination(key, destination());
            case "-d" -> new Change.RemoveDestination(key, destinationKey());
            default -> throw command.problem("is no command; there are -A, -E, -D, -a, -e and -d");
        };
        options.requireNothingLeft(command.text());
        return change;
    }

    DestinationId destinationId() throws ParseException {
        options.read(0);
        var id = new DestinationId(serviceKey(), destinationKey());
        options.requireNothingLeft("a destination's name");
        return id;
    }

    private ServiceKey serviceKey() throws ParseException {
        List<ServiceKey> keys = new ArrayList<>();
        for (var protocol : Map.of("-t", Protocol.TCP, "-u", Protocol.UDP, "--sctp-service", Protocol.SCTP)
                .entrySet()) {
            RuleOptions.Word endpoint = options.take(protocol.getKey());
            if (endpoint != null) {
                DestinationKey at = endpoint.endpoint();
                keys.add(new ServiceKey.Endpoint(protocol.getValue(), at.address(), at.port()));
            }
        }
        RuleOptions.Word mark = options.take("-f");
        if (mark != null) {
            boolean ipv6 = options.take("-6") != null;
            long number = mark.number(1, UNSIGNED_INT, "a firewall mark");
            keys.add(new ServiceKey.Mark(number, ipv6 ? ServiceKey.Family.IPV6 : ServiceKey.Family.IPV4));
        }
        if (keys.size() != 1) {
            throw new ParseException("a rule names one service by -t, -u, --sctp-service or -f, not " + keys.size(), 0);
        }
        return keys.getFirst();
    }

    private Service service(ServiceKey key) throws ParseException {
        String scheduler = name("-s", "scheduler").orElse(DEFAULT_SCHEDULER);
        return new Service(key, scheduler, flags(scheduler), persistence(Addresses.family(key)),
                name("--pe", "persistence engine"));
    }

    private Optional<String> name(String option, String what) throws ParseException {
        RuleOptions.Word name = options.take(option);
        if (name != null && name.text().length() > MAX_NAME) {
            throw name.problem("is no " + what + "'s name: those have at most " + MAX_NAME + " letters");
        }
        return Optional.ofNullable(name).map(RuleOptions.Word::text);
    }

    private Set<ServiceFlag> flags(String scheduler) throws ParseException {
        Set<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
        if (options.take("-o") != null) {
            flags.add(ServiceFlag.ONE_PACKET);
        }
        RuleOptions.Word names = options.take("-b");
        if (names != null) {
            for (String name : names.text().split(",", -1)) {
                flags.add(SchedulerFlags.named(name, scheduler).orElseThrow(
                        () -> names.problem("holds no flag of " + scheduler + ": " + name)));
            }
        }
        return flags;
    }

    private Optional<Persistence> persistence(ServiceKey.Family family) throws ParseException {
        RuleOptions.Word seconds = options.take("-p");
        if (seconds == null) {
            return Optional.empty();
        }
        long timeout = seconds.number(0, MAX_PERSISTENCE_SECONDS, "seconds of persistence");
        return Optional.of(new Persistence(Duration.ofSeconds(timeout), mask(options.take("-M"), family)));
    }

    private static InetAddress mask(RuleOptions.@Nullable Word mask, ServiceKey.Family family) throws ParseException {
        boolean ipv6 = family == ServiceKey.Family.IPV6;
        int bits = Addresses.bits(ipv6);
        if (mask == null) {
            return Addresses.mask(bits, family);
        }
        if (ipv6 || mask.isNumber()) {
            return Addresses.mask((int) mask.number(1, bits, "a prefix length"), family);
        }
        return mask.ipv4();
    }

    private Destination destination() throws ParseException {
        DestinationKey key = destinationKey();
        Forwarding forwarding = options.choose(
                Map.of("-m", Forwarding.MASQUERADE, "-g", Forwarding.DIRECT, "-i", Forwarding.TUNNEL),
                Forwarding.DIRECT, "a destination has one of -m, -g and -i");
        int weight = (int) number("-w", 0, Destination.MAX_WEIGHT, "a weight", 1);
        // tunnel options without -i stay behind, and so are refused as not belonging there
        Tunnel tunnel = forwarding == Forwarding.TUNNEL ? tunnel() : Tunnel.IPIP;
        return new Destination(key, forwarding, weight, tunnel,
                new Thresholds(number("-x", 0, UNSIGNED_INT, "a number of connections", 0),
                        number("-y", 0, UNSIGNED_INT, "a number of connections", 0)));
    }

    /** Which options go with which type is ipvsadm's {@code tunnel_types_v_options}. */
    private Tunnel tunnel() throws ParseException {
        RuleOptions.Word type = options.take("--tun-type");
        return switch (type == null ? "ipip" : type.text()) {
            case "ipip" -> Tunnel.IPIP;
            case "gre" -> new Tunnel(Tunnel.Encapsulation.GRE, 0, checksum());
            case "gue" -> {
                if (!options.has("--tun-port")) {
                    throw new ParseException("--tun-type gue needs --tun-port", 0);
                }
                int port = (int) number("--tun-port", 1, MAX_PORT, "a port", 0);
                yield new Tunnel(Tunnel.Encapsulation.GUE, port, checksum());
            }
            default -> throw new ParseException("--tun-type is ipip, gue or gre", 0);
        };
    }

    private Tunnel.Checksum checksum() throws ParseException {
        return options.choose(Map.of("--tun-nocsum", Tunnel.Checksum.NONE, "--tun-csum", Tunnel.Checksum.FULL,
                "--tun-remcsum", Tunnel.Checksum.REMOTE), Tunnel.Checksum.NONE,
                "a tunnel has one of --tun-nocsum, --tun-csum and --tun-remcsum");
    }

    private long number(String option, long least, long greatest, String what, long byDefault) throws ParseException {
        RuleOptions.Word word = options.take(option);
        return word == null ? byDefault : word.number(least, greatest, what);
    }

    private DestinationKey destinationKey() throws ParseException {
        RuleOptions.Word endpoint = options.take("-r");
        if (endpoint == null) {
            throw new ParseException("the rule names no destination by -r ADDRESS:PORT", 0);
        }
        return endpoint.endpoint();
    }
}
