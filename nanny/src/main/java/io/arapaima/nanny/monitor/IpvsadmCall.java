package io.arapaima.nanny.monitor;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import io.arapaima.ipc.reason.Share;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a program would have had done to the table: one call of ipvsadm about one real server. Pure.
 *
 * @param kind what was to be done
 * @param server the real server as it was written, with its port
 * @param weight the weight; ipvsadm's default where none was written
 */
record IpvsadmCall(Kind kind, String server, int weight) {
    private static final int DEFAULT_WEIGHT = 1;
    /** ipvsadm's short options that have a value. */
    private static final String WITH_VALUE = "tufrwsMxyb";
    private static final Pattern WEIGHT = Pattern.compile("\\d{1,9}");
    private static final int WHOLE = 100;

    enum Kind {
        ADD, EDIT, REMOVE
    }

    /** Reads the arguments of a call; empty when they say nothing about a real server. */
    static Optional<IpvsadmCall> parse(String arguments) {
        Deque<String> words = new ArrayDeque<>(List.of(arguments.strip().split(" +")));
        String first = words.removeFirst();
        Optional<Kind> kind = kind(first);
        boolean clustered = !first.startsWith("--") && first.length() > 2;
        if (clustered) {
            words.addFirst("-" + first.substring(2));
        }
        return kind.flatMap(known -> options(known, words));
    }

    private static Optional<Kind> kind(String word) {
        return switch (word) {
            case "--add-server" -> Optional.of(Kind.ADD);
            case "--edit-server" -> Optional.of(Kind.EDIT);
            case "--delete-server" -> Optional.of(Kind.REMOVE);
            default -> word.startsWith("-a")
                    ? Optional.of(Kind.ADD)
                    : word.startsWith("-e")
                            ? Optional.of(Kind.EDIT)
                            : Optional.of(Kind.REMOVE).filter(_ -> word.startsWith("-d"));
        };
    }

    private static Optional<IpvsadmCall> options(Kind kind, Deque<String> words) {
        String server = "";
        String weight = Integer.toString(DEFAULT_WEIGHT);
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            String option = option(word);
            switch (option) {
                case "r", "real-server" -> server = value(word, words);
                case "w", "weight" -> weight = value(word, words);
                default -> {
                    if (option.length() == 1 && WITH_VALUE.contains(option)) {
                        value(word, words);
                    }
                }
            }
        }
        return WEIGHT.matcher(weight).matches() && !server.isEmpty()
                ? Optional.of(new IpvsadmCall(kind, server, Integer.parseInt(weight)))
                : Optional.empty();
    }

    /** The long name, or the letter that decides whether a value follows: the first with one, among letters in one word. */
    private static String option(String word) {
        if (word.startsWith("--")) {
            int equals = word.indexOf('=');
            return word.substring(2, equals < 0 ? word.length() : equals);
        }
        int at = valued(word);
        return at < 0 ? "" : word.substring(at, at + 1);
    }

    private static int valued(String word) {
        for (int i = 1; word.startsWith("-") && i < word.length(); i++) {
            if (WITH_VALUE.indexOf(word.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static String value(String word, Deque<String> words) {
        boolean longOption = word.startsWith("--");
        int before = longOption ? word.indexOf('=') : valued(word);
        boolean within = longOption ? before >= 0 : before + 1 < word.length();
        return within ? word.substring(before + 1) : words.isEmpty() ? "" : words.removeFirst();
    }

    /** Whether it is about this server; a program may have a sorry server of its own to say something of. */
    boolean about(String address) {
        try {
            return InetAddress.ofLiteral(host()).equals(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private String host() {
        int bracket = server.indexOf(']');
        if (server.startsWith("[") && bracket > 0) {
            return server.substring(1, bracket);
        }
        int colon = server.indexOf(':');
        return colon >= 0 && colon == server.lastIndexOf(':') ? server.substring(0, colon) : server;
    }

    /** What it says of a server whose program was told this weight; with 0 only a removal says that it is down. */
    CheckResult result(int told) {
        if (kind == Kind.REMOVE) {
            return new Failed(Reason.PROGRAM, "client_monitor has removed it");
        }
        if (weight == 0 && told > 0) {
            return new Failed(Reason.PROGRAM, "client_monitor has given it weight 0");
        }
        // A server that shall get something never gets nothing.
        long share = told == 0 ? WHOLE : Math.clamp(Math.round((double) WHOLE * weight / told), 1, Share.MOST);
        return new Passed(Duration.ZERO,
                "client_monitor has " + (kind == Kind.ADD ? "added it" : "changed it") + ", weight " + weight,
                List.of(Metric.share((int) share)));
    }
}
