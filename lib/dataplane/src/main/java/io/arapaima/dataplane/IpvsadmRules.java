package io.arapaima.dataplane;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as text, in the language of ipvsadm's short options, one rule a line, with all that the model holds:
 *
 * <pre>
 * -A -t 10.0.0.1:80 -s wlc -p 300 -M 255.255.255.0
 * -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 3 -x 1000 -y 800
 * -A -f 5 -6 -s mh -b mh-fallback,mh-port
 * -a -f 5 -6 -r [2001:db8::1]:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
 * </pre>
 *
 * Rules are {@code -A -E -D} (service) and {@code -a -e -d} (destination); services {@code -t -u --sctp-service} with
 * {@code ADDRESS:PORT} ({@code [IPv6]:PORT}) or {@code -f MARK} with {@code -6} for an IPv6 mark. What a rule leaves out is as
 * in ipvsadm 1.31: {@code -s wlc}, {@code -p 360}, {@code -w 1}, {@code -g}, {@code --tun-type ipip}, {@code --tun-nocsum}. Names
 * are never looked up. {@code ipvsadm -Sn} drops what {@link #format(Table)} keeps ({@code -x}, {@code -y}) and sorts; its exact
 * bytes are {@link IpvsadmListing#saved}. Stateless and thread-safe.
 */
public final class IpvsadmRules {
    private static final RuleWriter RULE = new RuleWriter(true);

    private IpvsadmRules() {}

    /**
     * Writes one step.
     *
     * @param change the step
     * @return the rule, one line without its end
     */
    public static String format(Change change) {
        return switch (change) {
            case Change.AddService(Service added) -> "-A " + RULE.service(added);
            case Change.EditService(Service edited) -> "-E " + RULE.service(edited);
            case Change.RemoveService(ServiceKey key) -> "-D " + RULE.key(key);
            case Change.AddDestination(ServiceKey key, Destination added) ->
                "-a " + RULE.key(key) + RULE.destination(added);
            case Change.EditDestination(ServiceKey key, Destination edited) ->
                "-e " + RULE.key(key) + RULE.destination(edited);
            case Change.RemoveDestination(ServiceKey key, DestinationKey leaving) ->
                "-d " + format(new DestinationId(key, leaving));
        };
    }

    /**
     * Writes a whole table in its own order: each service followed by its destinations. {@link #parseTable} reads it back.
     *
     * @param table the table
     * @return the rules, one a line without its end
     */
    public static List<String> format(Table table) {
        List<String> rules = new ArrayList<>();
        for (Table.Entry entry : table.entries()) {
            rules.add(format(new Change.AddService(entry.service())));
            entry.destinations().forEach(d -> rules.add(format(new Change.AddDestination(entry.service().key(), d))));
        }
        return rules;
    }

    /**
     * Writes what identifies a destination.
     *
     * @param id the destination
     * @return for example {@code -t 10.0.0.1:80 -r 10.1.0.1:80}
     */
    public static String format(DestinationId id) {
        return RULE.key(id.service()) + RULE.destination(id.destination());
    }

    /**
     * Reads one rule.
     *
     * @param rule one line
     * @return the step
     * @throws ParseException with one sentence and the column, counted from 0, when this is no rule
     */
    public static Change parse(String rule) throws ParseException {
        return new RuleParser(rule).change();
    }

    /**
     * Reads what identifies a destination.
     *
     * @param text as {@link #format(DestinationId)} writes it
     * @return the destination
     * @throws ParseException with one sentence and the column, counted from 0, when this names no destination
     */
    public static DestinationId parseDestination(String text) throws ParseException {
        return new RuleParser(text).destinationId();
    }

    /**
     * Reads a saved table. Empty lines and comments ({@code #}) are skipped.
     *
     * @param rules {@code -A} and {@code -a} rules, a service before its destinations
     * @return the table
     * @throws ParseException with one sentence when a line is no such rule, or contradicts those before it
     */
    public static Table parseTable(Collection<String> rules) throws ParseException {
        Map<ServiceKey, Service> services = new LinkedHashMap<>();
        Map<ServiceKey, List<Destination>> destinations = new LinkedHashMap<>();
        for (String rule : rules) {
            if (rule.isBlank() || rule.startsWith("#")) {
                continue;
            }
            switch (parse(rule)) {
                case Change.AddService(Service added) -> {
                    services.put(added.key(), added);
                    destinations.put(added.key(), new ArrayList<>());
                }
                case Change.AddDestination(ServiceKey key, Destination added) when destinations.containsKey(key) ->
                    destinations.getOrDefault(key, List.of()).add(added);
                case Change.AddDestination add ->
                    throw new ParseException(add.service() + " has no -A rule before \"" + rule + "\"", 0);
                case Change.EditService _, Change.RemoveService _, Change.EditDestination _, Change.RemoveDestination _ ->
                    throw new ParseException("a saved table holds -A and -a rules only, not \"" + rule + "\"", 0);
            }
        }
        try {
            return new Table(services.values().stream()
                    .map(s -> new Table.Entry(s, destinations.getOrDefault(s.key(), List.of()))).toList());
        } catch (IllegalArgumentException twice) {
            throw (ParseException) new ParseException(twice.getMessage(), 0).initCause(twice);
        }
    }
}
