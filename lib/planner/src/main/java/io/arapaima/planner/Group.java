package io.arapaima.planner;

import io.arapaima.config.QuorumSettings;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.Service;
import io.arapaima.ipc.Subject;
import java.util.List;
import java.util.Optional;

/**
 * One service of the data plane.
 *
 * @param name name of its virtual service; several joined by {@code +}
 * @param service identity, scheduler, persistence
 * @param sorry the sorry server, where there is one
 * @param sorryCheck the check of the sorry server, where it is checked
 * @param members destinations it may have
 */
public record Group(String name, Service service, Optional<Destination> sorry, Optional<SorryChecked> sorryCheck,
        List<Member> members) {
    /** {@return it, as events name it} */
    public Subject.Service subject() {
        return new Subject.Service(name);
    }

    /** {@return when it counts as lost, as its first virtual service says; empty without real servers} */
    public Optional<QuorumSettings> quorum() {
        return members.stream().findFirst().map(m -> m.virtual().weighing().quorum());
    }

    /** {@return where clients reach it, for people: address and port, before them the protocol unless it is TCP} */
    public String place() {
        return service.key().kind().equals("TCP") ? service.key().place() : service.key().toString();
    }
}
