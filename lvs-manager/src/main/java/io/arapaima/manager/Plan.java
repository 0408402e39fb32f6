package io.arapaima.manager;

import io.arapaima.dataplane.Table;
import io.arapaima.ipc.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the data plane shall hold, each weight with its reason.
 *
 * @param table the whole desired table
 * @param services each service with the decisions about its real servers
 */
record Plan(Table table, List<ServicePlan> services) {
    /** What became of a server and why, a line each. */
    Stream<String> words(String server) {
        return services.stream().flatMap(s -> s.decisions().stream()).filter(d -> d.member().id().equals(server))
                .map(d -> server + ": " + d.state().word() + ", " + d.why());
    }

    /** Services that lack their quorum. */
    Set<String> lost() {
        return services.stream().filter(s -> s.serving().lost()).map(s -> s.group().name()).collect(Collectors.toSet());
    }

    /**
     * One service.
     *
     * @param group what it is made of
     * @param serving who answers
     * @param decisions one for each member
     * @param sorry what is thought of the sorry server; empty where it is not checked, or not judged yet
     */
    record ServicePlan(Topology.Group group, Serving serving, List<WeightDecision> decisions,
            Optional<Verdict> sorry) {
        /** How many real servers could serve. */
        long serversLeft() {
            return decisions.stream().filter(WeightDecision::serves).count();
        }
    }

    /** Who answers the clients of a service. */
    enum Serving {
        /** Nobody yet: no check has spoken. */
        STARTING("nobody yet"),
        /** At least one real server. */
        REAL_SERVERS("real servers"),
        /** Fewer real servers than the quorum wants, for want of a sorry server. */
        TOO_FEW("too few real servers"),
        /** The sorry server, because fewer real servers than the quorum wants could. */
        SORRY_FOR_FEW("sorry server for too few"),
        /** The sorry server, because no real server can. */
        SORRY_SERVER("sorry server"),
        /** The sorry server would have to answer, and fails its check: it stays in the table, but nobody answers. */
        SORRY_DOWN("sorry server, down"),
        /** Nobody. */
        NOBODY("nobody");

        private final String word;

        Serving(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static Optional<Serving> ofWord(String word) {
            return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
        }

        /** Whether the service lacks its quorum; one real server is the least. */
        boolean lost() {
            return this != STARTING && this != REAL_SERVERS;
        }

        /** Whether the sorry server answers, as far as is known. */
        boolean sorryAnswers() {
            return this == SORRY_SERVER || this == SORRY_FOR_FEW;
        }

        /** Whether the sorry server is in the table. */
        boolean sorry() {
            return this == SORRY_SERVER || this == SORRY_FOR_FEW || this == SORRY_DOWN;
        }
    }
}
