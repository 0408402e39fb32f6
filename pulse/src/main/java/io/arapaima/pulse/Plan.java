package io.arapaima.pulse;

import io.arapaima.checkspec.AddressText;
import io.arapaima.ipc.HubReport;
import io.arapaima.config.Directors;
import io.arapaima.config.Edition;
import io.arapaima.config.FenceSettings;
import io.arapaima.config.HeartbeatProtocol;
import io.arapaima.config.LvsConfig;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.wire.SharedKey;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is known before anything is done.
 *
 * @param config lvs.cf
 * @param site what it means for this director
 * @param key the shared secret; empty: beats are not authenticated
 */
record Plan(LvsConfig config, Site site, Optional<SharedKey> key) {
    private static final System.Logger LOG = System.getLogger("pulse");

    /**
     * What follows from an lvs.cf that was read, here or by the hub.
     *
     * @throws Refusal when this machine must not take the role, or there is nothing to take
     */
    static Plan of(Arguments arguments, HubReport.PairSettings settings) throws IOException {
        LvsConfig config = ConfigReading.config(settings);
        if (config.inUse().isEmpty()) {
            throw Refusal.operators("no active " + config.service() + " services defined in "
                    + arguments.configFile());
        }
        Set<InetAddress> own = arguments.self().isPresent()
                ? Set.of(InetAddress.ofLiteral(arguments.self().get()))
                : Directors.of(config).own(Site.ownAddresses());
        Site site = site(arguments, config, own, settings.file());
        site.warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, w));
        return new Plan(config, site, key(config));
    }

    private static Site site(Arguments arguments, LvsConfig config, Set<InetAddress> own, Edition file) throws Refusal {
        try {
            return Site.of(config, own, file);
        } catch (Refusal e) {
            throw arguments.self().isPresent() && e.mayPass()
                    ? Refusal.wrongSelf(arguments.self().get(), Directors.of(config))
                    : e;
        }
    }

    private static Optional<SharedKey> key(LvsConfig config) throws IOException {
        return config.heartbeat().key().isPresent() && config.heartbeat().protocol() == HeartbeatProtocol.ARAPAIMA
                ? Optional.of(SharedKey.read(Path.of(config.heartbeat().key().get())))
                : Optional.empty();
    }

    /** What only a restart can change; empty = nothing that matters differs. */
    Optional<String> needsRestart(Plan next) {
        Rules was = site.rules();
        Rules is = next.site.rules();
        boolean same = was.self().equals(is.self()) && was.partners().equals(is.partners())
                && site.paths().equals(next.site.paths()) && config.heartbeat().port() == next.config.heartbeat().port()
                && config.heartbeat().protocol() == next.config.heartbeat().protocol()
                && config.heartbeat().key().equals(next.config.heartbeat().key())
                && config.heartbeat().reach().equals(next.config.heartbeat().reach())
                && config.heartbeat().fencing().equals(next.config.heartbeat().fencing())
                && config.heartbeat().activeCmd().equals(next.config.heartbeat().activeCmd())
                && config.heartbeat().inactiveCmd().equals(next.config.heartbeat().inactiveCmd());
        return same
                ? Optional.empty()
                : Optional.of(
                        "directors, paths, port, key, reach, fencing or commands differ in lvs.cf; they take effect when "
                                + "pulse is restarted: lvsctl switch-over, then restart the standby");
    }

    /** Why lvs.cf cannot be pushed to the partners, with the cure; empty when it can. */
    Optional<String> cannotPush() {
        if (site.rules().alone()) {
            return Optional.of("this director has no partner; write backup = ADDRESS and backup_active = 1");
        }
        if (config.heartbeat().protocol() == HeartbeatProtocol.PIRANHA) {
            return Optional.of("a partner that runs Piranha takes no lvs.cf; copy it by hand, and write "
                    + "heartbeat_protocol = arapaima when both run this suite");
        }
        return key.isPresent()
                ? Optional.empty()
                : Optional.of("lvs.cf is pushed only between directors that share a heartbeat_key: it may hold "
                        + "passwords, and without a key anybody could send one; docs/heartbeat.md says how to make one");
    }

    /** What a start would do, and nothing else (docs/piranha.md, P18). */
    void print(PrintStream out) {
        Rules rules = site.rules();
        out.println("this is " + rules.self().name() + ", "
                + (rules.alone()
                        ? "alone: active at once, addresses for ever"
                        : "with " + rules.partners().stream().map(Rules.Director::name).toList()));
        site.paths().forEach(p -> out.println("heartbeat over the " + p.name() + " path: " + AddressText.of(p.own())
                + " port " + config.heartbeat().port()));
        if (!rules.alone()) {
            out.println("keepalive " + rules.keepalive().toMillis() + " ms, deadtime " + rules.deadtime().toMillis()
                    + " ms, lease " + rules.lease().toSeconds() + " s, takeover "
                    + (rules.exclusive() ? "exclusive" : "fast") + ", heartbeats "
                    + (key.isPresent() ? "sealed with " + config.heartbeat().key().orElse("") : "not authenticated"));
        }
        if (!rules.fencing().targets().isEmpty()) {
            FenceSettings fencing = config.heartbeat().fencing();
            out.println("a silent partner is fenced with " + fencing.agent().orElse("") + ", " + fencing.action().word()
                    + ", within " + fencing.timeout().toSeconds() + " s");
            new Fences(fencing, config.encoding(), rules.partners(), _ -> {}).obstacles()
                    .forEach(o -> out.println("WARNING " + o));
        }
    }
}
