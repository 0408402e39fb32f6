package io.arapaima.planner;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckExpression;
import io.arapaima.config.CheckSettings;
import io.arapaima.config.LoadMode;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.Protocol;
import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.ipc.PlannedCheck;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Which checks nanny shall run for a configuration: Piranha's old keywords and the new ones become one plan. Pure. */
public final class CheckPlanner {
    private static final String EXPECT = "expect";
    private static final String LOAD_CHECK = "uptime-load";

    private final LvsConfig config;
    private final CheckCatalogue catalogue;

    /**
     * A planner of checks.
     *
     * @param config the configuration
     * @param catalogue the checks that there are
     */
    public CheckPlanner(LvsConfig config, CheckCatalogue catalogue) {
        this.config = config;
        this.catalogue = catalogue;
    }

    /**
     * Plans the checks of all servers, load monitors and sorry servers.
     *
     * @param topology of the same configuration
     * @return in the order of lvs.cf
     */
    public List<PlannedCheck> plan(Topology topology) {
        var checks = new ArrayList<PlannedCheck>();
        for (Group group : topology.groups()) {
            for (Member member : group.members()) {
                for (int i = 0; i < member.checks().size(); i++) {
                    Source source = member.sources().get(i);
                    checks.addAll(health(member.checks().get(i), source, topology.paths().through(member, source)));
                }
                member.loadId().ifPresent(id -> checks.add(load(id, member)));
            }
            group.sorryCheck().ifPresent(sorry -> checks.add(sorry(sorry)));
        }
        return List.copyOf(checks);
    }

    private List<PlannedCheck> health(Checked checked, Source source, Optional<PlannedCheck.Through> through) {
        if (source.monitor().isPresent()) {
            return List.of(ClientMonitorPlanner.check(checked.id(), source, config));
        }
        CheckSettings settings = source.virtual().check(source.server());
        InetAddress address = through.isPresent() ? source.virtual().address() : source.server().address();
        return checked.all().parts().stream().map(part -> check(checked.id(part), part, source.virtual(), settings,
                address, through)).toList();
    }

    /** A sorry server is asked as often as the real servers are; one good answer is enough. */
    private static PlannedCheck sorry(SorryChecked sorry) {
        VirtualService virtual = sorry.virtual();
        CheckSettings settings = virtual.check();
        return new PlannedCheck(sorry.id(), sorry.check(),
                new PlannedCheck.Target(sorry.address().getHostAddress(), virtual.port(),
                        virtual.protocol().name().toLowerCase(Locale.ROOT), Map.of()),
                new PlannedCheck.Timing(settings.interval(), settings.connectTimeout(), settings.checkTimeout()),
                new PlannedCheck.Judging(OptionalInt.of(1), settings.fall(), virtual.reentry()));
    }

    /**
     * The check of a failover service, at its virtual address (docs/piranha.md, F2). One good answer is enough, as
     * there: without {@code rise} reentry has another meaning.
     *
     * @param name of the service
     * @param block its block in lvs.cf
     * @return the check
     */
    public PlannedCheck ofService(String name, VirtualService block) {
        CheckSettings settings = block.check();
        CheckExpression.Part one = settings.check().orElseGet(() -> CustomaryCheck.of(block)).parts().getFirst();
        PlannedCheck check = check(name + "@" + new DestinationKey(block.address(), settings.port()), one, block,
                settings, block.address(), Optional.empty());
        return new PlannedCheck(check.id(), check.check(), check.target(), check.timing(), new PlannedCheck.Judging(
                OptionalInt.of(settings.rise().orElse(1)), check.judging().fall(), check.judging().reentry()));
    }

    private PlannedCheck check(String id, CheckExpression.Part part, VirtualService virtual,
            CheckSettings settings, InetAddress address, Optional<PlannedCheck.Through> through) {
        String check = part.check();
        Map<String, String> options = new HashMap<>(oldKeywords(check, virtual, settings.check().isEmpty()));
        options.putAll(settings.options(check));
        var target = new PlannedCheck.Target(address.getHostAddress(), settings.port(),
                virtual.protocol().name().toLowerCase(Locale.ROOT), options, config.encoding(), through);
        var timing = new PlannedCheck.Timing(settings.interval().multipliedBy(part.every()), settings.connectTimeout(),
                settings.checkTimeout());
        return new PlannedCheck(id, check, target, timing,
                new PlannedCheck.Judging(settings.rise(), settings.fall(), virtual.reentry()));
    }

    private static Map<String, String> oldKeywords(String check, VirtualService virtual, boolean chosenByUs) {
        var options = new HashMap<String, String>();
        if (check.equals("send-expect")) {
            virtual.send().ifPresent(send -> options.put("send", send));
            virtual.expect().ifPresent(expect -> options.put(EXPECT, expect));
            if (chosenByUs && options.isEmpty() && virtual.protocol() == Protocol.TCP) {
                // No monitor configured on port 80, so nanny assumed a web service (docs/piranha.md, N13).
                options.put("send", "GET / HTTP/1.0\\r\\n\\r\\n");
                options.put(EXPECT, "HTTP");
            }
        } else if (check.equals("exec") || check.equals("nagios")) {
            virtual.sendProgram().ifPresent(program -> options.put("program", program));
            if (check.equals("exec")) {
                virtual.expect().ifPresent(expect -> options.put(EXPECT, expect));
            }
        }
        if (virtual.useRegex() && options.containsKey(EXPECT)) {
            options.put("regex", "1");
        }
        return options;
    }

    private PlannedCheck load(String id, Member member) {
        VirtualService virtual = member.virtual();
        RealServer server = member.server();
        CheckSettings settings = virtual.check(server);
        String monitor = virtual.loadMonitor().orElseThrow();
        boolean plugin = catalogue.find(monitor).isPresent();
        var options = new HashMap<String, String>();
        if (!plugin) {
            // "uptime" means rsh_command, anything else is a command itself (docs/piranha.md, L15).
            options.put("command", monitor.equals("uptime") ? config.rshCommand() : monitor);
        }
        options.putAll(virtual.checkOptions(plugin ? monitor : LOAD_CHECK, server));
        Duration interval = virtual.weighing().loadMode() == LoadMode.PIRANHA
                ? WeightController.stepPeriod(settings.interval())
                : settings.interval();
        var target = new PlannedCheck.Target(server.address().getHostAddress(), server.port(), "tcp", options,
                config.encoding(), Optional.empty());
        return new PlannedCheck(id, plugin ? monitor : LOAD_CHECK, target,
                new PlannedCheck.Timing(interval, settings.connectTimeout(), settings.checkTimeout()),
                new PlannedCheck.Judging(OptionalInt.of(1), 1, virtual.reentry()));
    }
}
