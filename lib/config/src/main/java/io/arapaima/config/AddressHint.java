package io.arapaima.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody meant who wrote an address as other programs have it. */
final class AddressHint {
    private static final List<Pattern> WITH_PORT = List.of(
            Pattern.compile("\\[([0-9A-Fa-f:.]+)](?::([0-9]{1,5}))?"), Pattern.compile("([^:/\\[\\]]+):([0-9]{1,5})"),
            Pattern.compile("[a-z]+://\\[?([^/\\]]+?)]?(?::([0-9]{1,5}))?(?:/.*)?"));
    private static final Pattern WITH_LENGTH = Pattern.compile("([^/]+)/([0-9]{1,3})");
    private static final Pattern WITH_ZONE = Pattern.compile("([0-9A-Fa-f:.]+)%(.+)");
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![0-9])0+(?=[0-9])");

    private AddressHint() {}

    /**
     * How to write it.
     *
     * @param argument whose first word is neither an address nor a name that resolves
     * @return the way; empty when nobody can tell what was meant
     */
    static Optional<String> of(Argument argument) {
        String text = argument.first();
        for (Pattern each : WITH_PORT) {
            Matcher match = each.matcher(text);
            // eth0:1 is an interface, not a host with a port.
            if (match.matches() && match.group(1).matches(".*[.:].*")) {
                return Optional.of("write the address alone, " + argument.keyword() + " = "
                        + rest(match.group(1), argument) + port(argument.keyword(), match.group(2)));
            }
        }
        Matcher length = WITH_LENGTH.matcher(text);
        if (length.matches()) {
            boolean virtual = argument.tokens().size() > 1;
            return Optional.of("write the address alone, " + argument.keyword() + " = "
                    + rest(length.group(1), argument) + (virtual ? "; its network is said by vip_nmask" : ""));
        }
        return WITH_ZONE.matcher(text).matches()
                ? Optional
                        .of("an address of one link alone cannot be used here; give the machine another one and write "
                                + "that, e.g. " + argument.keyword() + " = 2001:db8::2")
                : Optional.empty();
    }

    private static String rest(String address, Argument argument) {
        return address + (argument.tokens().size() > 1 ? " " + argument.tokens().get(1).text() : "");
    }

    private static String port(String keyword, @Nullable String port) {
        if (port == null) {
            return "";
        }
        return switch (keyword) {
            case "address" -> ", and the port on a line of its own, port = " + port;
            case "sorry_server" -> "; it is asked at the port of the virtual service";
            default -> "";
        };
    }

    /**
     * Warns of four numbers that are another address than people read: one with a leading zero is octal, as in C.
     *
     * @param argument as it is written
     * @param address what it is
     */
    static void warnIfOctal(Argument argument, InetAddress address) {
        String text = argument.first();
        String plain = Literals.text(address);
        if (DOTTED.matcher(text).matches() && !LEADING_ZEROS.matcher(text).replaceAll("").equals(plain)) {
            argument.warn(
                    argument.keyword() + " is " + Quote.of(text) + "; a number with a leading zero is octal, as in "
                            + "C, so it means " + plain + "; write that, or take the zeros away");
        }
    }
}
