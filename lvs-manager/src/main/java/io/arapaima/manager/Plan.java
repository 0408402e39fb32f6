package io.arapaima.manager;

import io.arapaima.dataplane.Table;
import java.util.List;

/**
 * What the data plane shall hold, each weight with its reason.
 *
 * @param table the whole desired table
 * @param services each service with the decisions about its real servers
 */
record Plan(Table table, List<ServicePlan> services) {
    /**
     * One service.
     *
     * @param group what it is made of
     * @param serving who answers
     * @param decisions one for each member
     */
    record ServicePlan(Topology.Group group, Serving serving, List<WeightDecision> decisions) {
        long serversLeft() {
            return decisions.stream().filter(d -> d.weight() > 0).count();
        }
    }

    /** Who answers the clients of a service. */
    enum Serving {
        /** Nobody yet: no check has spoken. */
        STARTING("nobody yet"),
        /** At least one real server. */
        REAL_SERVERS("real servers"),
        /** The sorry server. */
        SORRY_SERVER("sorry server"),
        /** Nobody. */
        NOBODY("nobody");

        private final String word;

        Serving(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
