package io.arapaima.manager;

import io.arapaima.ipc.Message.Operate.Action;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators have said about real servers, in force until it is taken back. For the director's thread. */
final class Overrides {
    private static final int SHOWN = 50;

    private Map<String, Action> inForce;

    Overrides(Map<String, Action> saved) {
        inForce = new HashMap<>(saved);
    }

    /**
     * What holds when a command comes.
     *
     * @param topology of the configuration in force
     * @param plan in force
     * @param facts that it was made of
     * @param file where the configuration comes from
     */
    record Scene(Topology topology, Plan plan, Facts facts, Path file) {}

    /**
     * What became of a command.
     *
     * @param ok whether it is in force
     * @param lines why not, or what harm it does
     */
    record Outcome(boolean ok, List<String> lines) {}

    Map<String, Action> inForce() {
        return inForce;
    }

    /** Takes a command, unless it does harm and the operator has not confirmed it. */
    Outcome take(Input.Operate command, Scene scene) {
        String server = command.server();
        if (scene.topology().member(server).isEmpty()) {
            return new Outcome(false, List.of("no real server " + server + " in " + scene.file() + "; there are: "
                    + String.join(" ", scene.topology().groups().stream().flatMap(g -> g.members().stream())
                            .map(Topology.Member::id).limit(SHOWN).toList())));
        }
        Map<String, Action> wishes = new HashMap<>(inForce);
        if (command.action() == Action.AUTO) {
            wishes.remove(server);
        } else {
            wishes.put(server, command.action());
        }
        Optional<String> harm = Consequence.of(scene.plan(),
                TablePlanner.plan(scene.topology(), scene.facts().overridden(wishes)), server);
        if (harm.isPresent() && !command.confirmed()) {
            return new Outcome(false, List.of(harm.get(), "nothing was changed; repeat the command with --yes"));
        }
        inForce = wishes;
        return new Outcome(true, harm.stream().toList());
    }
}
