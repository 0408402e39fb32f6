package io.arapaima.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hosts, separated by blanks.
 *
 * @param most greatest number of them
 */
record HostsType(int most) implements ValueType<List<InetAddress>> {
    @Override
    public Optional<List<InetAddress>> parse(Argument argument) throws BadValue {
        List<InetAddress> hosts = new ArrayList<>();
        for (Token token : argument.tokens()) {
            InetAddress host = argument.names().address(token.text()).orElseThrow(() -> argument.bad(Complaint.ARGUMENT,
                    Quote.of(token.text()) + " is none; write " + kind()));
            if (host.isAnyLocalAddress() || hosts.contains(host)) {
                throw argument.bad(Complaint.HOST, Quote.of(token.text()) + " is no one's address, or stands twice");
            }
            hosts.add(host);
        }
        return Optional.of(List.copyOf(hosts));
    }

    @Override
    public String format(List<InetAddress> value) {
        return String.join(" ", value.stream().map(Literals::text).toList());
    }

    @Override
    public Object json(List<InetAddress> value) {
        return value.stream().map(Literals::text).toList();
    }

    @Override
    public String kind() {
        return "addresses or host names separated by blanks";
    }

    @Override
    public String example() {
        return "10.0.0.254";
    }
}
