package io.arapaima.doctor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether nanny may ping: by datagram sockets, or by raw ones. */
final class PingConcern implements Concern {
    private static final String NAME = "net.ipv4.ping_group_range";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,10}) (\\d{1,10})");

    private final Hub hub;

    PingConcern(Hub hub) {
        this.hub = hub;
    }

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        if (!site.pings()) {
            return List.of();
        }
        String process = hub.process(machine);
        String value = machine.sysctl(NAME).orElse("missing");
        long group = machine.effectiveId(process, "Gid").orElse(0L);
        boolean raw = Capability.of(machine, process, "CapEff").contains(Capability.NET_RAW);
        String why = "check = ping: nanny's group " + group + " must be in the range, or it needs CAP_NET_RAW"
                + (raw ? ", which it has" : "");
        return List.of(Finding.sysctl(NAME, value, raw || within(value, group), "0 2147483647", Grade.PROBLEM, why));
    }

    private static boolean within(String range, long group) {
        Matcher ends = RANGE.matcher(range);
        return ends.matches() && Long.parseLong(ends.group(1)) <= group && group <= Long.parseLong(ends.group(2));
    }
}
