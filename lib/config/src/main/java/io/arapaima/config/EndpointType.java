package io.arapaima.config;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code host}, {@code host:port} or {@code [IPv6]:port}.
 *
 * @param defaultPort the port where none is written
 */
record EndpointType(int defaultPort) implements ValueType<Endpoint> {
    private static final Pattern SYNTAX = Pattern
            .compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");

    @Override
    public Optional<Endpoint> parse(Argument argument) throws BadValue {
        String text = argument.first();
        if (text.indexOf(':') >= 0 && Literals.address(text).isPresent()) {
            return Optional.of(new Endpoint(text, defaultPort));
        }
        Matcher match = SYNTAX.matcher(text);
        if (text.length() > Names.MAX_NAME + 8 || !match.matches()) {
            throw argument.bad(Complaint.ARGUMENT);
        }
        String host = match.group(1) == null ? match.group(2) : match.group(1);
        OptionalLong port = match.group(3) == null ? OptionalLong.of(defaultPort) : Literals.number(match.group(3));
        if (port.isEmpty() || port.getAsLong() < 1 || port.getAsLong() > 65535) {
            throw argument.bad(Complaint.ARGUMENT, "a port is between 1 and 65535", "ポート番号は 1 から 65535 です");
        }
        return Optional.of(new Endpoint(host, (int) port.getAsLong()));
    }

    @Override
    public String format(Endpoint value) {
        return value.toString();
    }

    @Override
    public String kind() {
        return "HOST or HOST:PORT";
    }

    @Override
    public String example() {
        return "mail.example.com:25";
    }
}
