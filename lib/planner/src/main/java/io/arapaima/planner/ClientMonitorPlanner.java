package io.arapaima.planner;

import io.arapaima.config.CheckSettings;
import io.arapaima.config.LvsConfig;
import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import io.arapaima.ipc.PlannedCheck;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A server block that a program of the site watches in nanny's place ({@code client_monitor}): what nanny needs for Piranha's
 * command line. The program judges by itself, so one word of it is enough. Pure.
 */
final class ClientMonitorPlanner {
    static final String CHECK = "client-monitor";
    private static final String SET = "1";

    private ClientMonitorPlanner() {}

    static PlannedCheck check(String id, Source source, LvsConfig config) {
        VirtualService virtual = source.virtual();
        CheckSettings settings = virtual.check(source.server());
        String transport = virtual.protocol().name().toLowerCase(Locale.ROOT);
        return new PlannedCheck(id, CHECK,
                new PlannedCheck.Target(source.server().address().getHostAddress(), settings.port(), transport,
                        options(source, config), config.encoding(), Optional.empty()),
                new PlannedCheck.Timing(settings.interval(), settings.connectTimeout(), settings.checkTimeout()),
                new PlannedCheck.Judging(OptionalInt.of(settings.rise().orElse(1)), settings.fall(),
                        virtual.reentry()));
    }

    private static Map<String, String> options(Source source, LvsConfig config) {
        VirtualService virtual = source.virtual();
        RealServer server = source.server();
        Map<String, String> options = new HashMap<>();
        source.monitor().ifPresent(program -> options.put("program", program));
        options.put("vip", virtual.address().getHostAddress());
        options.put("vport", Integer.toString(virtual.port()));
        options.put("reentry", Long.toString(virtual.reentry().toSeconds()));
        options.put("weight", Integer.toString(server.weight()));
        options.put("method", switch (config.delivery(virtual, server).forwarding()) {
            case NAT -> "m";
            case DIRECT -> "g";
            case TUNNEL -> "i";
        });
        if (virtual.fwmark() != 0) {
            options.put("mark", Long.toString(virtual.fwmark()));
        }
        virtual.sendProgram().ifPresent(program -> options.put("send-program", program));
        virtual.send().ifPresent(send -> options.put("send", send));
        virtual.expect().ifPresent(expect -> options.put("expect", expect));
        virtual.loadMonitor().ifPresent(monitor -> options.put("load-command",
                monitor.equals("uptime") ? config.rshCommand() : monitor));
        if (virtual.quiesceServer()) {
            options.put("quiesce", SET);
        }
        if (virtual.useRegex()) {
            options.put("regex", SET);
        }
        return options;
    }
}
