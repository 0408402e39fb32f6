package io.arapaima.nanny.monitor;

import io.arapaima.ipc.PlannedCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real server that a program of the site watches in nanny's place. Pure.
 *
 * @param label of the server, for people
 * @param target the server; its options are what lvs.cf says in Piranha's keywords
 * @param interval how often the program shall look
 */
public record MonitoredServer(String label, PlannedCheck.Target target, Duration interval) {
    /** The name of the check; what a plugin offers under it is not asked. */
    public static final String CHECK = "client-monitor";

    private static final int LEAST_SECONDS = 1;

    String program() {
        return text("program");
    }

    /** The weight that the program is told; what it reports is a part of it. */
    int weight() {
        return Integer.parseInt(target.options().getOrDefault("weight", "1"));
    }

    private String text(String option) {
        return target.options().getOrDefault(option, "");
    }

    /** The command line of Piranha's nanny, in its order, with ours in the place of ipvsadm. */
    List<String> words(String ipvsadm) {
        List<String> words = new ArrayList<>(List.of(program(), "-c", "-h", target.address(), "-p", text("vport"), "-r",
                Integer.toString(target.port())));
        add("-f", "mark", words);
        if (target.transport().equals("udp")) {
            words.add("-u");
        }
        add("-e", "send-program", words);
        add("-s", "send", words);
        add("-x", "expect", words);
        flag("-q", "quiesce", words);
        flag("--regex", "regex", words);
        words.addAll(List.of("-a", text("reentry"), "-I", ipvsadm, "-t", Long.toString(seconds()), "-w",
                text("weight"), "-V", text("vip"), "-M", text("method")));
        add("-U", "load-command", words);
        words.addAll(List.of("--nodaemon", "--lvs"));
        return List.copyOf(words);
    }

    private long seconds() {
        return Math.max(LEAST_SECONDS, interval.plusMillis(999).toSeconds());
    }

    private void add(String word, String option, List<String> words) {
        Map<String, String> options = target.options();
        if (options.containsKey(option)) {
            words.add(word);
            words.add(text(option));
        }
    }

    private void flag(String word, String option, List<String> words) {
        if (target.options().containsKey(option)) {
            words.add(word);
        }
    }
}
