package io.arapaima.pulse;

import io.arapaima.config.Directors;
import io.arapaima.config.Edition;
import io.arapaima.config.FenceSettings;
import io.arapaima.config.HeartbeatProtocol;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.Takeover;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Rules.Director;
import io.arapaima.pulse.wire.Heartbeat;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What lvs.cf means for one director: who it is, who the others are and how to reach them. Pure, but for {@link #ownAddresses}.
 *
 * @param rules for the election
 * @param paths for the heartbeat
 * @param warnings what an operator should know, one sentence each
 */
record Site(Rules rules, List<Heartbeat.Path> paths, List<String> warnings) {
    private static final int BACKUP = 1;
    /** The kernel counts lifetimes in whole seconds, and removes what has ended up to a second later. */
    private static final Duration LEAST_LEASE = Duration.ofSeconds(2);
    /** The hub acts on a word until it is half a lease old, and the kernel removes an address up to 1.1 s after its time. */
    private static final Duration SLACK = Duration.ofMillis(1300);

    /** All addresses of this machine, secondary ones included (docs/piranha.md, P16). */
    static Set<InetAddress> ownAddresses() throws SocketException {
        Set<InetAddress> own = new HashSet<>();
        NetworkInterface.networkInterfaces().forEach(i -> i.inetAddresses().forEach(own::add));
        return own;
    }

    /**
     * Reads the model.
     *
     * @param own addresses of this machine
     * @param file which lvs.cf the model is of
     * @throws Refusal when this machine must not take the role
     */
    static Site of(LvsConfig config, Set<InetAddress> own, Edition file) throws Refusal {
        List<String> warnings = new ArrayList<>();
        if (config.backupActive() && config.backup().isAnyLocalAddress()) {
            warnings.add("Undefined backup node marked as active? -- clearing that!");
        }
        Directors directors = Directors.of(config);
        List<InetAddress> addresses = directors.active();
        int rank = switch (directors.seatOf(own)) {
            case Directors.Seat.Director(var mine) -> mine;
            case Directors.Seat.SwitchedOff(var mine) -> throw Refusal.switchedOff(directors.name(mine));
            case Directors.Seat.Nobody() -> throw Refusal.nobody(directors, own);
        };
        List<Director> all = IntStream.range(0, addresses.size())
                .mapToObj(i -> new Director(i, directors.name(i))).toList();
        Director self = all.get(rank);
        List<Director> partners = all.stream().filter(d -> d.rank() != rank).toList();
        List<Heartbeat.Path> paths = partners.isEmpty() ? List.of() : paths(config, addresses, rank);
        Duration lease = partners.isEmpty() ? Duration.ZERO : lease(config.deadtime());
        Duration fade = lease.plus(lease.dividedBy(2)).plus(SLACK).plus(config.deadtime()).plus(Reach.LIMIT);
        return new Site(new Rules(self, partners, paths.stream().map(Heartbeat.Path::name).toList(),
                config.keepalive(), config.deadtime(), lease, fade, config.heartbeat().takeover() == Takeover.EXCLUSIVE,
                config.heartbeat().failback(), fencing(config.heartbeat().fencing(), partners),
                config.heartbeat().protocol() == HeartbeatProtocol.PIRANHA, file), paths, warnings);
    }

    private static Rules.Fencing fencing(FenceSettings settings, List<Director> partners) {
        return settings.agent().isEmpty()
                ? Rules.Fencing.NONE
                : new Rules.Fencing(partners.stream().map(Director::rank)
                        .filter(rank -> settings.target(rank).isPresent()).collect(Collectors.toSet()),
                        settings.timeout());
    }

    /** Whole seconds, not less than a silent partner is waited for. */
    static Duration lease(Duration deadtime) {
        Duration whole = Duration.ofSeconds(deadtime.plusMillis(999).toSeconds());
        return whole.compareTo(LEAST_LEASE) < 0 ? LEAST_LEASE : whole;
    }

    private static List<Heartbeat.Path> paths(LvsConfig config, List<InetAddress> directors, int rank) {
        List<Heartbeat.Path> paths = new ArrayList<>(List.of(path("public", directors, rank)));
        boolean second = !config.primaryPrivate().equals(config.primary())
                && !config.backupPrivate().equals(config.backup());
        if (second && rank <= BACKUP) {
            paths.add(path("private", List.of(config.primaryPrivate(), config.backupPrivate()), rank));
        }
        return paths;
    }

    private static Heartbeat.Path path(String name, List<InetAddress> directors, int rank) {
        Map<Integer, InetAddress> others = new TreeMap<>();
        for (int i = 0; i < directors.size(); i++) {
            if (i != rank) {
                others.put(i, directors.get(i));
            }
        }
        return new Heartbeat.Path(name, directors.get(rank), others);
    }
}
