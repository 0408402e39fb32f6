package io.arapaima.doctor;

import io.arapaima.config.Forwarding;
import io.arapaima.config.Protocol;
import io.arapaima.config.VirtualService;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of IPVS itself, {@code /proc/sys/net/ipv4/vs}. They exist for each network namespace, and only once the
 * module is loaded; {@link ModuleConcern} speaks where they are missing.
 */
final class IpvsSysctls implements Concern {
    private static final String FOLDER = "net.ipv4.vs.";
    /** Modules that firewall rules hold while they look at the state of connections. */
    private static final Pattern STATEFUL = Pattern.compile("(nft_ct|xt_conntrack|xt_state) \\d+ [1-9].*");

    /**
     * A value that this lvs.cf wants.
     *
     * @param name of the setting
     * @param wanted the value
     * @param grade of another value
     * @param why what the other value does here
     */
    record Wish(String name, String wanted, Grade grade, String why) {}

    /** The wishes that depend on lvs.cf; the kernel's own values do not fulfil them. */
    static List<Wish> wishes(Site site) {
        List<Wish> wishes = new ArrayList<>();
        List<VirtualService> sticky = site.services(s -> Site.persists(s) && s.quiesceServer());
        if (!sticky.isEmpty()) {
            wishes.add(new Wish("expire_quiescent_template", "1", Grade.WARNING, Site.names(sticky)
                    + " has persistent clients and quiesce_server = 1: with 0 they keep being sent to a failed server"));
        }
        List<VirtualService> datagrams = site.services(s -> !s.quiesceServer() && s.protocol() == Protocol.UDP);
        if (!datagrams.isEmpty()) {
            wishes.add(new Wish("expire_nodest_conn", "1", Grade.WARNING, "UDP clients of " + Site.names(datagrams)
                    + " that keep their port stay with a removed server, and with 0 their packets are dropped in silence"));
        }
        return wishes;
    }

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        List<Wish> wishes = new ArrayList<>(wishes(site));
        List<VirtualService> removing = site.services(s -> !s.quiesceServer());
        if (!removing.isEmpty() && wishes.stream().noneMatch(w -> w.name().equals("expire_nodest_conn"))) {
            wishes.add(new Wish("expire_nodest_conn", "1", Grade.ADVICE, "a failed server of " + Site.names(removing)
                    + " is removed: with 0 its clients hang until they give up, with 1 they are reset at once (with 0 "
                    + "their connections go on if the server is back in time)"));
        }
        wishes.add(new Wish("run_estimation", "1", Grade.WARNING,
                "with 0 the kernel counts neither connections nor bytes, and every display stands still"));
        backupOnly(machine, site, wishes);
        List<Finding> findings = new ArrayList<>();
        wishes.forEach(wish -> judge(machine, wish, findings));
        reuse(machine, findings);
        stateful(machine, site, findings);
        return findings;
    }

    private static void judge(Machine machine, Wish wish, List<Finding> into) {
        String name = FOLDER + wish.name();
        machine.sysctl(name).ifPresent(value -> into.add(Finding.sysctl(name, value, value.equals(wish.wanted()),
                wish.wanted(), wish.grade(), wish.why())));
    }

    /** A bit map: 1 and 2 say after which states a client's port is new; 0 is never. */
    private static void reuse(Machine machine, List<Finding> into) {
        String name = FOLDER + "conn_reuse_mode";
        machine.sysctl(name).ifPresent(value -> into.add(Finding.sysctl(name, value, !value.equals("0"), "1",
                Grade.WARNING, "with 0 a client that uses its port again is sent to its old server, although that may "
                        + "be quiesced or gone")));
    }

    private static void stateful(Machine machine, Site site, List<Finding> into) {
        List<String> holders = machine.lines("/proc/modules").stream().filter(l -> STATEFUL.matcher(l).matches())
                .map(l -> l.substring(0, l.indexOf(' '))).toList();
        String name = FOLDER + "conntrack";
        if (!holders.isEmpty() && !site.services().isEmpty()) {
            machine.sysctl(name).ifPresent(value -> into.add(Finding.sysctl(name, value, value.equals("1"), "1",
                    Grade.ADVICE,
                    "firewall rules look at the state of connections (module " + String.join(", ", holders)
                            + " is in use), and with 0 the packets of IPVS have none they know; 1 costs some speed")));
        }
    }

    /** Two directors that are real servers of each other would send a connection to and fro. */
    private static void backupOnly(Machine machine, Site site, List<Wish> into) {
        boolean loops = site.config().syncDaemon() && site.config().backupActive()
                && site.servers().stream().anyMatch(s -> s.forwarding() != Forwarding.NAT);
        if (loops) {
            Set<InetAddress> directors = new HashSet<>(site.directors());
            directors.addAll(NetworkView.of(machine).addresses());
            List<Site.Server> own = site.servers().stream().filter(s -> s.forwarding() != Forwarding.NAT)
                    .filter(s -> directors.contains(s.address())).toList();
            into.add(own.isEmpty()
                    ? new Wish("backup_only", "1", Grade.ADVICE, "direct routing or tunnels "
                            + "with a standby: with 1 a standby that receives connections does not forward them")
                    : new Wish("backup_only", "1", Grade.WARNING, Site.serverNames(own)
                            + " is a director itself: with 0 the standby forwards what the active one sent it, in a loop"));
        }
    }
}
