package io.arapaima.planner;

import io.arapaima.config.RealServer;
import io.arapaima.config.VirtualService;
import java.util.Optional;

/**
 * One server block of lvs.cf.
 *
 * @param id {@code virtual/server}, with {@code #2} and so on when names repeat
 * @param virtual its virtual service
 * @param server itself
 */
public record Source(String id, VirtualService virtual, RealServer server) {
    /** The program that watches it in nanny's place; empty when checks ask it. */
    Optional<String> monitor() {
        return virtual.monitor(server);
    }
}
