package io.arapaima.manager;

import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.config.ConfigChange;
import io.arapaima.ipc.Subject;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.ConfigDiff;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.Manage;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.manager.desk.RunningConfig;
import io.arapaima.planner.News;
import io.arapaima.planner.Plan;
import io.arapaima.dataplane.ServiceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The configuration in force, the services that are ours by it, and what another one means for everybody. For the director's thread. */
final class CurrentConfig {
    private static final int MOST_NAMED = 50;

    private static final System.Logger LOG = System.getLogger("lvs");

    private final DirectorParts parts;
    private final RoleKeeper role;
    private final Findings findings;
    private final OptionWatch options;
    /** Services that are ours, as text: also those of a file before this one, until they are out of the table. */
    private final Set<String> managed;
    private Configured configured;
    private CheckCatalogue catalogue;

    CurrentConfig(DirectorParts parts, RoleKeeper role, Findings findings, Configured configured,
            CheckCatalogue catalogue) {
        this.parts = parts;
        this.role = role;
        this.findings = findings;
        this.configured = configured;
        this.catalogue = catalogue;
        this.options = new OptionWatch(parts.chronicle(), catalogue);
        this.managed = new HashSet<>(parts.chronicle().state().managed());
    }

    Configured configured() {
        return configured;
    }

    LvsConfig config() {
        return configured.config();
    }

    RunningConfig.InForce answer() {
        return new RunningConfig.InForce(configured.loaded(), catalogue);
    }

    /** The first one, before anything was planned. */
    void begin() {
        role.configure(configured);
        configured.loaded().warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, "{0}", w));
        configured.topology().warnings().forEach(w -> LOG.log(System.Logger.Level.WARNING, "{0}", w));
    }

    /** The plugins offer something else than before. */
    void offered(CheckCatalogue checks) {
        if (!checks.equals(catalogue)) {
            catalogue = checks;
            configured = Configured.of(configured.loaded(), catalogue, configured.loadedAt());
            parts.failovers().configure(configured.failovers());
            sendPlan();
            options.offered(parts.source().file(), configured.loaded().file().text(), catalogue);
        }
    }

    void sendPlan() {
        findings.send(configured.checks());
    }

    /** Takes a file into use that was found good. */
    Message.Answer adopt(Input.Adopt adopt) {
        LvsConfig config = adopt.loaded().config();
        List<ConfigChange> changes = ConfigDiff.changes(configured.config(), config);
        List<String> diff = ConfigDiff.words(changes);
        boolean otherPlane = config.dataPlane() != configured.config().dataPlane();
        configured = Configured.of(adopt.loaded(), catalogue, parts.clock().instant());
        options.loaded(catalogue);
        findings.retain(configured.checks());
        role.configure(configured);
        parts.failovers().configure(configured.failovers());
        parts.postbox().configure(config.mail());
        sendPlan();
        Event.Kind kind = diff.isEmpty() ? Event.Kind.LIFE : Event.Kind.RELOADED;
        parts.chronicle().tell(
                new News(kind, new Subject.Config(parts.source().file().toString()), "",
                        English.of(adopt.how()), English.of(new FileReason.Differs(changes)), "", adopt.actor())
                        .with(Event.Facts.of(named(changes), adopt.how())));
        var lines = new ArrayList<>(diff.isEmpty() ? List.of("nothing changed") : diff);
        lines.addAll(adopt.loaded().warnings());
        if (otherPlane) {
            lines.add("another data_plane is used from the next start of lvs-manager on");
        }
        return new Message.Answer(true, lines);
    }

    /** An event is kept in several places, and nobody reads a thousand changes. */
    private static FileReason named(List<ConfigChange> changes) {
        return new FileReason.Differs(changes.size() <= MOST_NAMED
                ? changes
                : Stream.concat(changes.stream().limit(MOST_NAMED),
                        Stream.of(new ConfigChange.More(changes.size() - MOST_NAMED))).toList());
    }

    /** What is planned is ours from now on. */
    void planned(Plan plan) {
        plan.table().entries().forEach(e -> managed.add(e.service().key().toString()));
    }

    Set<String> managed() {
        return managed;
    }

    boolean ours(ServiceKey key) {
        return configured.config().manage() == Manage.ALL || managed.contains(key.toString());
    }
}
