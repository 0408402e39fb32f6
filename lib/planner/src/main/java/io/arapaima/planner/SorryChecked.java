package io.arapaima.planner;

import io.arapaima.config.Protocol;
import io.arapaima.config.VirtualService;
import io.arapaima.dataplane.DestinationKey;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What is asked about a sorry server.
 *
 * @param id identity of the check
 * @param check its name
 * @param address whom to ask
 * @param virtual whose sorry server it is: its port, interval and limits apply
 */
public record SorryChecked(String id, String check, InetAddress address, VirtualService virtual) {
    static Optional<SorryChecked> of(String service, VirtualService virtual) {
        return virtual.sorryServer().flatMap(_ -> switch (virtual.sorryCheck()) {
            case AUTO ->
                Optional.of(virtual.protocol() == Protocol.TCP && virtual.port() != 0 ? "connect" : "ping");
            case CONNECT -> Optional.of("connect");
            case PING -> Optional.of("ping");
            case NONE -> Optional.<String>empty();
        }).map(check -> new SorryChecked(
                service + " sorry server@"
                        + new DestinationKey(virtual.sorryServer().orElseThrow(), virtual.port()),
                check, virtual.sorryServer().orElseThrow(), virtual));
    }
}
