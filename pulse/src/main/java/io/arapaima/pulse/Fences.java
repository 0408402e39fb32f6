package io.arapaima.pulse;

import io.arapaima.checkspec.Encoding;
import io.arapaima.config.FenceSettings;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules.Director;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The agents that switch partners off, each at work on a thread of its own. */
final class Fences {
    private final String action;
    private final Map<Director, FenceAgent> agents = new TreeMap<>(java.util.Comparator.comparingInt(Director::rank));
    private final Consumer<Input> inbox;

    /**
     * @param encoding of the lvs.cf where the settings stand
     * @param inbox hears how it went
     */
    Fences(FenceSettings settings, Encoding encoding, List<Director> partners, Consumer<Input> inbox) {
        this.action = settings.action().word();
        this.inbox = inbox;
        settings.agent().ifPresent(program -> partners.forEach(partner -> settings.target(partner.rank())
                .ifPresent(target -> agents.put(partner,
                        new FenceAgent(program, target, settings.timeout(), encoding)))));
    }

    /** Does not wait. */
    void shoot(Director partner) {
        Thread.ofPlatform().name("fence-" + partner.rank()).daemon()
                .start(() -> inbox.accept(new Input.Fenced(partner.rank(), run(partner, action).orElse(""))));
    }

    private Optional<String> run(Director partner, String what) {
        FenceAgent agent = agents.get(partner);
        if (agent == null) {
            return Optional.of("no agent is known for " + partner.name());
        }
        try {
            return agent.run(what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("pulse ends");
        } catch (RuntimeException e) {
            return Optional.of("a defect: " + e);
        }
    }

    /** What would keep the agents from being run, one sentence each. */
    List<String> obstacles() {
        List<String> all = new ArrayList<>();
        agents.forEach((partner, agent) -> agent.obstacle().ifPresent(o -> all.add(partner.name() + ": " + o)));
        return all;
    }

    /** Whether each agent reaches its device, by asking it (action=monitor); nobody is switched off. */
    Map<String, String> test() {
        Map<String, String> answers = new TreeMap<>();
        agents.keySet().forEach(partner -> answers.put(partner.name(), run(partner, "monitor").orElse("")));
        return answers;
    }
}
