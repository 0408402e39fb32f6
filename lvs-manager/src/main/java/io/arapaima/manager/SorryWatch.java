package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.planner.Plan;
import java.util.HashSet;
import java.util.Set;

/** The sorry servers that fail their checks, as troubles: each would be missed only when it is needed. One thread. */
final class SorryWatch {
    private static final String SUBJECT = "sorry server of ";
    private final Chronicle chronicle;
    private Set<String> told = new HashSet<>();

    SorryWatch(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    void look(Plan plan) {
        var now = new HashSet<String>();
        for (Plan.ServicePlan service : plan.services()) {
            service.sorry().filter(v -> v.state() == Verdict.State.DOWN).ifPresent(v -> {
                String subject = SUBJECT + service.group().name();
                now.add(subject);
                chronicle.trouble(subject, new HubAlarm.SorryDown(
                        service.group().sorry().orElseThrow().key().toString(), v.why(),
                        Verdict.failure(v.why())));
            });
        }
        told.stream().filter(subject -> !now.contains(subject))
                .forEach(subject -> chronicle.trouble(subject, Reason.NONE));
        told = now;
    }
}
