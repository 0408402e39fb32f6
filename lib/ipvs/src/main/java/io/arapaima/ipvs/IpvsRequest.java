package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.SyncDaemon;
import io.arapaima.dataplane.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be asked of IPVS: bodies of messages (kernel: {@code IPVS_CMD_*} of {@code linux/ip_vs.h}). */
final class IpvsRequest {
    /** Of every generic netlink message: command and version. */
    static final int HEADER = 4;

    static final int SERVICE = 1;
    static final int DESTINATION = 2;
    static final int DAEMON = 3;
    static final int TIMEOUT_TCP = 4;
    static final int TIMEOUT_TCP_FIN = 5;
    static final int TIMEOUT_UDP = 6;

    private static final int NEW_SERVICE = 1;
    private static final int SET_SERVICE = 2;
    private static final int DEL_SERVICE = 3;
    private static final int GET_SERVICE = 4;
    private static final int NEW_DEST = 5;
    private static final int SET_DEST = 6;
    private static final int DEL_DEST = 7;
    private static final int GET_DEST = 8;
    private static final int NEW_DAEMON = 9;
    private static final int DEL_DAEMON = 10;
    private static final int GET_DAEMON = 11;
    private static final int SET_CONFIG = 12;
    private static final int GET_CONFIG = 13;
    private static final int GET_INFO = 15;
    private static final int ZERO = 16;
    private static final int VERSION = 1;

    private IpvsRequest() {}

    static Consumer<MessageWriter> change(Change change) {
        return switch (change) {
            case Change.AddService(Service added) -> service(NEW_SERVICE, added);
            case Change.EditService(Service edited) -> service(SET_SERVICE, edited);
            case Change.RemoveService(ServiceKey key) -> service(DEL_SERVICE, key);
            case Change.AddDestination(ServiceKey key, Destination added) -> destination(NEW_DEST, key, added);
            case Change.EditDestination(ServiceKey key, Destination edited) -> destination(SET_DEST, key, edited);
            case Change.RemoveDestination(ServiceKey key, DestinationKey leaving) -> out -> {
                service(DEL_DEST, key).accept(out);
                out.nested(DESTINATION, () -> DestinationFields.identity(out, leaving));
            };
        };
    }

    static Consumer<MessageWriter> services() {
        return command(GET_SERVICE);
    }

    static Consumer<MessageWriter> destinations(ServiceKey service) {
        return service(GET_DEST, service);
    }

    static Consumer<MessageWriter> daemons() {
        return command(GET_DAEMON);
    }

    static Consumer<MessageWriter> start(SyncDaemon daemon) {
        return out -> {
            command(NEW_DAEMON).accept(out);
            out.nested(DAEMON, () -> DaemonFields.whole(out, daemon));
        };
    }

    static Consumer<MessageWriter> stop(SyncDaemon.Role role) {
        return out -> {
            command(DEL_DAEMON).accept(out);
            out.nested(DAEMON, () -> DaemonFields.identity(out, role));
        };
    }

    static Consumer<MessageWriter> timeouts() {
        return command(GET_CONFIG);
    }

    /** Zero leaves a time-out as it is, so less than a second is one. */
    static Consumer<MessageWriter> timeouts(Timeouts timeouts) {
        return out -> {
            command(SET_CONFIG).accept(out);
            out.u32(TIMEOUT_TCP, seconds(timeouts.tcp())).u32(TIMEOUT_TCP_FIN, seconds(timeouts.tcpFin()))
                    .u32(TIMEOUT_UDP, seconds(timeouts.udp()));
        };
    }

    static Consumer<MessageWriter> info() {
        return command(GET_INFO);
    }

    /** Zeroes the counters of one service and its destinations, or of all. */
    static Consumer<MessageWriter> zero(Optional<ServiceKey> service) {
        return service.map(key -> service(ZERO, key)).orElse(command(ZERO));
    }

    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private static Consumer<MessageWriter> command(int command) {
        return out -> out.put8(command).put8(VERSION).put16(0);
    }

    private static Consumer<MessageWriter> service(int command, ServiceKey key) {
        return out -> {
            command(command).accept(out);
            out.nested(SERVICE, () -> ServiceFields.identity(out, key));
        };
    }

    private static Consumer<MessageWriter> service(int command, Service service) {
        return out -> {
            command(command).accept(out);
            out.nested(SERVICE, () -> ServiceFields.whole(out, service));
        };
    }

    private static Consumer<MessageWriter> destination(int command, ServiceKey key, Destination destination) {
        return out -> {
            service(command, key).accept(out);
            out.nested(DESTINATION, () -> DestinationFields.whole(out, destination));
        };
    }
}
