package io.arapaima.dataplane;

import java.util.Optional;

/**
 * A service as it is configured.
 *
 * @param key identity
 * @param scheduler the kernel's name of the scheduler: {@code rr}, {@code wlc}, {@code mh} ...
 * @param persistence set when clients keep their destination
 */
public record Service(ServiceKey key, String scheduler, Optional<Persistence> persistence) {}
