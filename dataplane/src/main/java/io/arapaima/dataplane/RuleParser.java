package io.arapaima.dataplane;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule: its options are collected first, taken by what the command needs, and none may be left over. */
final class RuleParser {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Set<String> WITH_VALUE = Set.of("-t", "-u", "--sctp-service", "-f", "-s", "-M", "-r", "-w");
    private static final Set<String> WITHOUT_VALUE = Set.of("-m", "-g", "-i", "-6");

    /** ipvsadm 1.31: {@code DEF_SCHED}. */
    private static final String DEFAULT_SCHEDULER = "wlc";
    /** The kernel: {@code IP_VS_TEMPLATE_TIMEOUT}. */
    private static final String DEFAULT_PERSISTENCE_SECONDS = "360";
    /** ipvsadm 1.31: {@code MAX_TIMEOUT}, 31 days. */
    private static final long MAX_PERSISTENCE_SECONDS = 31L * 24 * 3600;
    /** The kernel's {@code IP_VS_SCHEDNAME_MAXLEN} less the terminating zero. */
    private static final int MAX_SCHEDULER_NAME = 15;

    private record Word(String text, int column) {}

    private final List<Word> words = new ArrayList<>();
    private final Map<String, Word> options = new LinkedHashMap<>();

    RuleParser(String rule) {
        for (MatchResult word : (Iterable<MatchResult>) WORD.matcher(rule).results()::iterator) {
            words.add(new Word(word.group(), word.start()));
        }
    }

    Change change() throws ParseException {
        if (words.isEmpty()) {
            throw new ParseException("the rule is empty; it starts with -A, -E, -D, -a, -e or -d", 0);
        }
        Word command = words.getFirst();
        readOptions(1);
        ServiceKey key = serviceKey();
        Change change = switch (command.text()) {
            case "-A" -> new Change.AddService(service(key));
            case "-E" -> new Change.EditService(service(key));
            case "-D" -> new Change.RemoveService(key);
            case "-a" -> new Change.AddDestination(key, destination());
            case "-e" -> new Change.EditDestination(key, destination());
            case "-d" -> new Change.RemoveDestination(key, destinationKey());
            default -> throw problem(command, "is no command; there are -A, -E, -D, -a, -e and -d");
        };
        requireNothingLeft(command.text());
        return change;
    }

    DestinationId destinationId() throws ParseException {
        readOptions(0);
        var id = new DestinationId(serviceKey(), destinationKey());
        requireNothingLeft("a destination's name");
        return id;
    }

    private void readOptions(int from) throws ParseException {
        for (int i = from; i < words.size(); i++) {
            Word option = words.get(i);
            Word value = option;
            if (WITH_VALUE.contains(option.text())) {
                if (++i == words.size()) {
                    throw problem(option, "needs a value");
                }
                value = words.get(i);
            } else if (option.text().equals("-p")) {
                boolean given = i + 1 < words.size() && NUMBER.matcher(words.get(i + 1).text()).matches();
                value = given ? words.get(++i) : new Word(DEFAULT_PERSISTENCE_SECONDS, option.column());
            } else if (!WITHOUT_VALUE.contains(option.text())) {
                throw problem(option, "is not supported; there are -t -u --sctp-service -f -6 -s -p -M -r -m -g -i -w");
            }
            if (options.put(option.text(), value) != null) {
                throw problem(option, "stands twice");
            }
        }
    }

    private ServiceKey serviceKey() throws ParseException {
        List<ServiceKey> keys = new ArrayList<>();
        for (var protocol : Map.of("-t", Protocol.TCP, "-u", Protocol.UDP, "--sctp-service", Protocol.SCTP)
                .entrySet()) {
            Word endpoint = options.remove(protocol.getKey());
            if (endpoint != null) {
                DestinationKey at = endpoint(endpoint);
                keys.add(new ServiceKey.Endpoint(protocol.getValue(), at.address(), at.port()));
            }
        }
        Word mark = options.remove("-f");
        if (mark != null) {
            boolean ipv6 = options.remove("-6") != null;
            long number = number(mark, 1, 0xFFFF_FFFFL, "a firewall mark");
            keys.add(new ServiceKey.Mark(number, ipv6 ? ServiceKey.Family.IPV6 : ServiceKey.Family.IPV4));
        }
        if (keys.size() != 1) {
            throw new ParseException("a rule names one service by -t, -u, --sctp-service or -f, not " + keys.size(), 0);
        }
        return keys.getFirst();
    }

    private Service service(ServiceKey key) throws ParseException {
        Word scheduler = options.remove("-s");
        if (scheduler != null && scheduler.text().length() > MAX_SCHEDULER_NAME) {
            throw problem(scheduler, "is no scheduler's name: those have at most " + MAX_SCHEDULER_NAME + " letters");
        }
        return new Service(key, scheduler == null ? DEFAULT_SCHEDULER : scheduler.text(),
                persistence(Addresses.family(key)));
    }

    private Optional<Persistence> persistence(ServiceKey.Family family) throws ParseException {
        Word seconds = options.remove("-p");
        if (seconds == null) {
            return Optional.empty();
        }
        Word mask = options.remove("-M");
        long timeout = number(seconds, 1, MAX_PERSISTENCE_SECONDS, "seconds of persistence");
        return Optional.of(new Persistence(Duration.ofSeconds(timeout), mask(mask, family)));
    }

    private static InetAddress mask(@Nullable Word mask, ServiceKey.Family family) throws ParseException {
        boolean ipv6 = family == ServiceKey.Family.IPV6;
        int bits = Addresses.bits(ipv6);
        if (mask == null) {
            return Addresses.mask(bits, family);
        }
        if (ipv6 || NUMBER.matcher(mask.text()).matches()) {
            return Addresses.mask((int) number(mask, 1, bits, "a prefix length"), family);
        }
        return literal(mask, mask.text(), false);
    }

    private Destination destination() throws ParseException {
        DestinationKey key = destinationKey();
        List<Forwarding> methods = new ArrayList<>();
        Map.of("-m", Forwarding.MASQUERADE, "-g", Forwarding.DIRECT, "-i", Forwarding.TUNNEL)
                .forEach((option, method) -> {
                    if (options.remove(option) != null) {
                        methods.add(method);
                    }
                });
        if (methods.size() > 1) {
            throw new ParseException("a destination has one of -m, -g and -i, not " + methods.size(), 0);
        }
        Word weight = options.remove("-w");
        return new Destination(key, methods.isEmpty() ? Forwarding.DIRECT : methods.getFirst(),
                weight == null ? 1 : (int) number(weight, 0, Destination.MAX_WEIGHT, "a weight"));
    }

    private DestinationKey destinationKey() throws ParseException {
        Word endpoint = options.remove("-r");
        if (endpoint == null) {
            throw new ParseException("the rule names no destination by -r ADDRESS:PORT", 0);
        }
        return endpoint(endpoint);
    }

    private void requireNothingLeft(String command) throws ParseException {
        for (var left : options.entrySet()) {
            throw new ParseException(left.getKey() + " does not belong to " + command, left.getValue().column());
        }
    }

    private static DestinationKey endpoint(Word word) throws ParseException {
        String text = word.text();
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[") && colon > 1 && text.charAt(colon - 1) == ']';
        if (colon < 1 || (!bracketed && text.indexOf(':') != colon)) {
            throw problem(word, "is not ADDRESS:PORT; an IPv6 address stands in brackets");
        }
        int port = (int) number(new Word(text.substring(colon + 1), word.column() + colon + 1), 0, 65535, "a port");
        String host = bracketed ? text.substring(1, colon - 1) : text.substring(0, colon);
        return new DestinationKey(literal(word, host, bracketed), port);
    }

    private static InetAddress literal(Word word, String host, boolean ipv6) throws ParseException {
        try {
            return ipv6 ? Inet6Address.ofLiteral(host) : Inet4Address.ofLiteral(host);
        } catch (IllegalArgumentException noLiteral) {
            throw (ParseException) problem(word, "holds no IP address; names are not looked up").initCause(noLiteral);
        }
    }

    private static long number(Word word, long least, long greatest, String what) throws ParseException {
        if (NUMBER.matcher(word.text()).matches()) {
            long number = Long.parseLong(word.text());
            if (least <= number && number <= greatest) {
                return number;
            }
        }
        throw problem(word, "is not " + what + " from " + least + " to " + greatest);
    }

    private static ParseException problem(Word word, String problem) {
        return new ParseException("\"" + word.text() + "\" " + problem, word.column());
    }
}
