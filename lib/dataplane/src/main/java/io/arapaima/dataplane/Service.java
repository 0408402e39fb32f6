package io.arapaima.dataplane;

import java.util.Optional;
import java.util.Set;

/**
 * A service as it is configured.
 *
 * @param key identity
 * @param scheduler the kernel's name of the scheduler: {@code rr}, {@code wlc}, {@code mh} ...
 * @param flags options of the service and of its scheduler
 * @param persistence set when clients keep their destination
 * @param persistenceEngine the kernel's name of the engine that tells clients apart; {@code sip} is the only one
 */
public record Service(ServiceKey key, String scheduler, Set<ServiceFlag> flags, Optional<Persistence> persistence,
        Optional<String> persistenceEngine) {
    /** Copies what is mutable. */
    public Service {
        flags = Set.copyOf(flags);
    }

    /**
     * A service without flags and engine.
     *
     * @param key identity
     * @param scheduler the kernel's name of the scheduler
     * @param persistence set when clients keep their destination
     */
    public Service(ServiceKey key, String scheduler, Optional<Persistence> persistence) {
        this(key, scheduler, Set.of(), persistence, Optional.empty());
    }
}
