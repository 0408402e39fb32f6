package io.arapaima.pulse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two machines and a switch as network namespaces: a has 10.77.0.1 on pub and 10.78.0.1 on priv, b has .2; who had 10.77.0.100,
 * and when, is the kernels' own record.
 */
final class TwoMachines {
    static final String VIP = "10.77.0.100/24";
    private final String name = "role-" + ProcessHandle.current().pid() + "-";
    private final Path folder;
    private final List<Process> monitors = new ArrayList<>();

    /** One line of the record. */
    private record Event(Instant at, String machine, boolean holds) {}

    /**
     * What the record says of a time.
     *
     * @param nobody the longest time without an owner
     * @param two the longest time with two
     */
    record Owners(Duration nobody, Duration two) {}

    TwoMachines(Path folder) throws Exception {
        this.folder = folder;
        for (String machine : List.of("x", "a", "b")) {
            shell("ip netns add " + ns(machine) + " && ip -n " + ns(machine) + " link set lo up");
        }
        for (String net : List.of("pub", "priv")) {
            shell("ip -n " + ns("x") + " link add " + net + " type bridge && ip -n " + ns("x") + " link set " + net
                    + " up");
            for (String machine : List.of("a", "b")) {
                String own = (net.equals("pub") ? "10.77.0." : "10.78.0.") + (machine.equals("a") ? 1 : 2);
                shell("ip -n " + ns("x") + " link add " + net + machine + " type veth peer name " + net + " netns "
                        + ns(machine) + " && ip -n " + ns("x") + " link set " + net + machine + " master " + net
                        + " up && ip -n " + ns(machine) + " link set " + net + " up && ip -n " + ns(machine)
                        + " addr add " + own + "/24 dev " + net);
            }
        }
        for (String machine : List.of("a", "b")) {
            monitors.add(new ProcessBuilder("ip", "-n", ns(machine), "-ts", "-4", "monitor", "address")
                    .redirectOutput(folder.resolve("record-" + machine).toFile()).start());
        }
    }

    private String ns(String machine) {
        return name + machine;
    }

    /** The start of a command on a machine. */
    List<String> on(String machine) {
        return List.of("ip", "netns", "exec", ns(machine));
    }

    void cut(String net, String machine) throws Exception {
        shell("ip -n " + ns("x") + " link set " + net + machine + " down");
    }

    void heal() throws Exception {
        for (String port : List.of("puba", "pubb", "priva", "privb")) {
            shell("ip -n " + ns("x") + " link set " + port + " up");
        }
    }

    void removeAddress(String machine) throws Exception {
        shell("ip -n " + ns(machine) + " addr del " + VIP + " dev pub 2>/dev/null || true");
    }

    private static void shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + said);
        }
    }

    private List<Event> events() throws IOException {
        List<Event> events = new ArrayList<>();
        for (String machine : List.of("a", "b")) {
            for (String line : Files.readAllLines(folder.resolve("record-" + machine))) {
                if (line.startsWith("[") && line.contains(" " + VIP + " ")) {
                    Instant at = LocalDateTime.parse(line.substring(1, line.indexOf(']')))
                            .atZone(ZoneId.systemDefault())
                            .toInstant();
                    events.add(new Event(at, machine, !line.contains("Deleted")));
                }
            }
        }
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    /** Who has the address now: "", "a", "b" or "ab". */
    String owners() throws IOException {
        var holders = new TreeSet<String>();
        events().forEach(e -> change(holders, e));
        return String.join("", holders);
    }

    private static void change(Set<String> holders, Event event) {
        if (event.holds()) {
            holders.add(event.machine());
        } else {
            holders.remove(event.machine());
        }
    }

    Owners since(Instant from) throws IOException {
        var holders = new TreeSet<String>();
        Instant last = from;
        Duration nobody = Duration.ZERO;
        Duration two = Duration.ZERO;
        Duration run = Duration.ZERO;
        int before = -1;
        List<Event> all = events();
        all.add(new Event(Instant.now(), "", false));
        for (Event event : all) {
            if (event.at().isAfter(from)) {
                run = holders.size() == before
                        ? run.plus(Duration.between(last, event.at()))
                        : Duration.between(last, event.at());
                before = holders.size();
                nobody = holders.isEmpty() && run.compareTo(nobody) > 0 ? run : nobody;
                two = holders.size() > 1 && run.compareTo(two) > 0 ? run : two;
                last = event.at();
            }
            change(holders, event);
        }
        return new Owners(nobody, two);
    }

    String record() throws IOException {
        return String.join("\n", events().stream().map(Event::toString).toList());
    }

    void remove() throws Exception {
        for (Process monitor : monitors) {
            monitor.destroyForcibly().waitFor();
        }
        for (String machine : List.of("x", "a", "b")) {
            shell("ip netns del " + ns(machine));
        }
    }
}
