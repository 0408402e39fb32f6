package io.arapaima.dataplane;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of one rule: its options are collected, taken one by one by whoever knows them, and none may be left over. */
final class RuleOptions {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Set<String> WITH_VALUE = Set.of("-t", "-u", "--sctp-service", "-f", "-s", "-M", "--pe", "-b",
            "-r", "-w", "-x", "-y", "--tun-type", "--tun-port");
    private static final Set<String> WITHOUT_VALUE = Set.of("-m", "-g", "-i", "-6", "-o", "--tun-nocsum", "--tun-csum",
            "--tun-remcsum");
    private static final String ALL = "-t -u --sctp-service -f -6 -s -p -M --pe -o -b -r -m -g -i -w -x -y --tun-type "
            + "--tun-port --tun-nocsum --tun-csum --tun-remcsum";
    /** The kernel: {@code IP_VS_TEMPLATE_TIMEOUT}. */
    private static final String DEFAULT_PERSISTENCE_SECONDS = "360";

    /**
     * A word of the rule.
     *
     * @param text what stands there
     * @param column where it begins, from 0
     */
    record Word(String text, int column) {
        ParseException problem(String problem) {
            return new ParseException("\"" + text + "\" " + problem, column);
        }

        long number(long least, long greatest, String what) throws ParseException {
            if (isNumber()) {
                long number = Long.parseLong(text);
                if (least <= number && number <= greatest) {
                    return number;
                }
            }
            throw problem("is not " + what + " from " + least + " to " + greatest);
        }

        boolean isNumber() {
            return NUMBER.matcher(text).matches();
        }

        /** ADDRESS:PORT, of a service or a destination. */
        DestinationKey endpoint() throws ParseException {
            int colon = text.lastIndexOf(':');
            boolean bracketed = text.startsWith("[") && colon > 1 && text.charAt(colon - 1) == ']';
            if (colon < 1 || (!bracketed && text.indexOf(':') != colon)) {
                throw problem("is not ADDRESS:PORT; an IPv6 address stands in brackets");
            }
            int port = (int) new Word(text.substring(colon + 1), column + colon + 1).number(0, 65535, "a port");
            return new DestinationKey(
                    literal(bracketed ? text.substring(1, colon - 1) : text.substring(0, colon), bracketed), port);
        }

        InetAddress ipv4() throws ParseException {
            return literal(text, false);
        }

        private InetAddress literal(String host, boolean ipv6) throws ParseException {
            try {
                return ipv6 ? Inet6Address.ofLiteral(host) : Inet4Address.ofLiteral(host);
            } catch (IllegalArgumentException noLiteral) {
                throw (ParseException) problem("holds no IP address; names are not looked up").initCause(noLiteral);
            }
        }
    }

    private final List<Word> words = new ArrayList<>();
    private final Map<String, Word> options = new LinkedHashMap<>();

    RuleOptions(String rule) {
        for (MatchResult word : (Iterable<MatchResult>) WORD.matcher(rule).results()::iterator) {
            words.add(new Word(word.group(), word.start()));
        }
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    Word first() {
        return words.getFirst();
    }

    /** Reads the words from this one on. */
    void read(int from) throws ParseException {
        for (int i = from; i < words.size(); i++) {
            Word option = words.get(i);
            Word value = option;
            if (WITH_VALUE.contains(option.text())) {
                if (++i == words.size()) {
                    throw option.problem("needs a value");
                }
                value = words.get(i);
            } else if (option.text().equals("-p")) {
                boolean given = i + 1 < words.size() && words.get(i + 1).isNumber();
                value = given ? words.get(++i) : new Word(DEFAULT_PERSISTENCE_SECONDS, option.column());
            } else if (!WITHOUT_VALUE.contains(option.text())) {
                throw option.problem("is not supported; there are " + ALL);
            }
            if (options.put(option.text(), value) != null) {
                throw option.problem("stands twice");
            }
        }
    }

    /** The value of an option, or the option itself where it has none; each is taken once. */
    @Nullable
    Word take(String option) {
        return options.remove(option);
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** Of options that exclude each other the one that is there, or the default; the sentence begins "a destination". */
    <T> T choose(Map<String, T> choices, T byDefault, String sentence) throws ParseException {
        List<T> chosen = new ArrayList<>();
        choices.forEach((option, choice) -> {
            if (take(option) != null) {
                chosen.add(choice);
            }
        });
        if (chosen.size() > 1) {
            throw new ParseException(sentence + ", not " + chosen.size(), 0);
        }
        return chosen.isEmpty() ? byDefault : chosen.getFirst();
    }

    void requireNothingLeft(String command) throws ParseException {
        for (var left : options.entrySet()) {
            throw new ParseException(left.getKey() + " does not belong to " + command, left.getValue().column());
        }
    }
}
