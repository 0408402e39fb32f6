package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.SyncDaemon;
import io.arapaima.dataplane.Timeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Talks to IPVS over one generic netlink socket (kernel: {@code net/netfilter/ipvs/ip_vs_ctl.c}). Used by one thread at a
 * time, a platform thread where a changed scheduler's 16 ms matter to others.
 */
public final class IpvsClient implements AutoCloseable {
    private static final int CONTROLLER = 16;
    private static final int GET_FAMILY = 3;
    private static final int FAMILY_ID = 1;
    private static final int FAMILY_NAME = 2;
    private static final int INFO_VERSION = 1;
    private static final int INFO_SIZE = 2;

    private final Netlink netlink;
    private int family;

    /** What is asked, under the number that the family has now. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(int family) throws NetlinkException;
    }

    /** What is wanted of the fields of one service or destination. */
    @FunctionalInterface
    private interface Reading<F, T> {
        Optional<T> of(F fields) throws NetlinkException.Malformed;
    }

    private IpvsClient(NetlinkChannel channel) {
        netlink = new Netlink(channel);
    }

    /**
     * Opens a socket and asks IPVS who it is; the question alone makes the kernel load its module.
     *
     * @return the client
     * @throws DataPlaneException when this kernel has no IPVS or this process may not command it; the message names the cure
     */
    public static IpvsClient open() throws DataPlaneException {
        try {
            return over(NetlinkSocket.open(NetlinkSocket.GENERIC, 0));
        } catch (NetlinkException failed) {
            throw Cure.unreachable(failed);
        }
    }

    static IpvsClient over(NetlinkChannel channel) throws DataPlaneException {
        var client = new IpvsClient(channel);
        try {
            client.family = client.resolve();
            client.heading();
            return client;
        } catch (NetlinkException failed) {
            client.close();
            throw Cure.unreachable(failed);
        } catch (DataPlaneException failed) {
            client.close();
            throw failed;
        }
    }

    /**
     * Reads version and size of the connection table.
     *
     * @return what {@code ipvsadm -Ln} prints first: {@code IP Virtual Server version 1.2.1 (size=4096)}
     * @throws DataPlaneException when the kernel cannot be asked
     */
    public String heading() throws DataPlaneException {
        return ask(id -> netlink.get(new Netlink.Request(id, IpvsRequest.info()), message -> {
            int version = 0;
            long size = 0;
            for (Attributes at = message.attributes(IpvsRequest.HEADER); at.next();) {
                switch (at.type()) {
                    case INFO_VERSION -> version = (int) at.u32();
                    case INFO_SIZE -> size = at.u32();
                    default -> {
                        // There is no other yet.
                    }
                }
            }
            return Optional.of("IP Virtual Server version %d.%d.%d (size=%d)".formatted(version >>> 16 & 0xFF,
                    version >>> 8 & 0xFF, version & 0xFF, size));
        }));
    }

    /** All services; those that the model does not know are left out. */
    Netlink.Dump<Service> services() throws DataPlaneException {
        return dumpServices(ServiceFields::service);
    }

    /** All destinations of a service, none when there is no such service. */
    Netlink.Dump<Destination> destinations(ServiceKey service) throws DataPlaneException {
        return dumpDestinations(service, DestinationFields::destination);
    }

    /**
     * Reads what every destination carries now.
     *
     * @return connections by destination
     * @throws DataPlaneException when the kernel cannot be asked
     */
    public Map<DestinationId, Connections> connections() throws DataPlaneException {
        return perDestination(fields -> Optional.of(fields.connections()));
    }

    /**
     * Reads the table with its counters, rates and connections: one dump of the services and one of each service's destinations, no
     * more than the table alone takes. What the model does not know is left out.
     *
     * @return what goes through the table
     * @throws DataPlaneException when the kernel cannot be asked
     */
    public Statistics statistics() throws DataPlaneException {
        var reading = new StatisticsReading();
        dumpServices(reading::service);
        for (Service service : reading.services()) {
            dumpDestinations(service.key(), fields -> reading.destination(service, fields));
        }
        return reading.statistics();
    }

    /**
     * Zeroes counters; connections that exist go on being counted as connections.
     *
     * @param service the service whose counters and whose destinations' counters are zeroed; empty = all, and the totals
     * @throws DataPlaneException when the kernel refuses or cannot be asked
     */
    public void zero(Optional<ServiceKey> service) throws DataPlaneException {
        carryOut(IpvsRequest.zero(service));
    }

    /**
     * Reads how long idle connections are remembered.
     *
     * @return the time-outs, none of them zero
     * @throws DataPlaneException when the kernel cannot be asked
     */
    public Timeouts timeouts() throws DataPlaneException {
        return ask(id -> netlink.get(new Netlink.Request(id, IpvsRequest.timeouts()), message -> {
            long[] seconds = new long[IpvsRequest.TIMEOUT_UDP + 1];
            for (Attributes at = message.attributes(IpvsRequest.HEADER); at.next();) {
                if (at.type() < seconds.length) {
                    seconds[at.type()] = at.u32();
                }
            }
            return Optional.of(new Timeouts(Duration.ofSeconds(seconds[IpvsRequest.TIMEOUT_TCP]),
                    Duration.ofSeconds(seconds[IpvsRequest.TIMEOUT_TCP_FIN]),
                    Duration.ofSeconds(seconds[IpvsRequest.TIMEOUT_UDP])));
        }));
    }

    /**
     * Sets how long idle connections are remembered.
     *
     * @param timeouts zero leaves a time-out as it is
     * @throws DataPlaneException when the kernel refuses or cannot be asked
     */
    public void timeouts(Timeouts timeouts) throws DataPlaneException {
        carryOut(IpvsRequest.timeouts(timeouts));
    }

    /**
     * Reads which synchronisation daemons run.
     *
     * @return none, one, or one of each role
     * @throws DataPlaneException when the kernel cannot be asked
     */
    public List<SyncDaemon> daemons() throws DataPlaneException {
        return ask(id -> netlink.dump(new Netlink.Request(id, IpvsRequest.daemons()), message -> {
            Optional<Attributes> daemon = inside(message, IpvsRequest.DAEMON);
            return daemon.isEmpty() ? Optional.empty() : DaemonFields.read(daemon.get());
        })).items();
    }

    void start(SyncDaemon daemon) throws NetlinkException {
        retrying(id -> carryOut(id, IpvsRequest.start(daemon)));
    }

    void stop(SyncDaemon.Role role) throws NetlinkException {
        retrying(id -> carryOut(id, IpvsRequest.stop(role)));
    }

    /**
     * Sends changes in one datagram. Under a number that the family no longer has nothing was done, so all are sent again.
     *
     * @return the refusals by index
     * @throws NetlinkException.Lost when the outcome of some is not known
     */
    Map<Integer, NetlinkException.Refused> batch(List<Change> changes) throws NetlinkException {
        var refusals = netlink.batch(requests(changes));
        boolean stale = refusals.values().stream().anyMatch(refused -> refused.errno() == Errno.ENOENT) && moved();
        return stale ? netlink.batch(requests(changes)) : refusals;
    }

    private List<Netlink.Request> requests(List<Change> changes) {
        return changes.stream().map(change -> new Netlink.Request(family, IpvsRequest.change(change))).toList();
    }

    @Override
    public void close() {
        netlink.close();
    }

    private <T> Map<DestinationId, T> perDestination(Reading<DestinationFields, T> reading) throws DataPlaneException {
        Map<DestinationId, T> all = new LinkedHashMap<>();
        for (Service service : services().items()) {
            dumpDestinations(service.key(), fields -> {
                Optional<DestinationKey> key = fields.key();
                return key.isEmpty() ? Optional.empty() : reading.of(fields).map(value -> Map.entry(key.get(), value));
            }).items().forEach(entry -> all.put(new DestinationId(service.key(), entry.getKey()), entry.getValue()));
        }
        return all;
    }

    private <T> Netlink.Dump<T> dumpServices(Reading<ServiceFields, T> reading) throws DataPlaneException {
        return ask(id -> netlink.dump(new Netlink.Request(id, IpvsRequest.services()), message -> {
            Optional<Attributes> service = inside(message, IpvsRequest.SERVICE);
            return service.isEmpty() ? Optional.empty() : reading.of(ServiceFields.read(service.get()));
        }));
    }

    private <T> Netlink.Dump<T> dumpDestinations(ServiceKey service, Reading<DestinationFields, T> reading)
            throws DataPlaneException {
        ServiceKey.Family own = AddressBytes.family(service);
        return ask(id -> netlink.dump(new Netlink.Request(id, IpvsRequest.destinations(service)), message -> {
            Optional<Attributes> destination = inside(message, IpvsRequest.DESTINATION);
            return destination.isEmpty()
                    ? Optional.empty()
                    : reading.of(DestinationFields.read(destination.get(), own));
        }));
    }

    /** The attributes inside one of the message. */
    private static Optional<Attributes> inside(Message message, int type) throws NetlinkException.Malformed {
        for (Attributes at = message.attributes(IpvsRequest.HEADER); at.next();) {
            if (at.type() == type) {
                return Optional.of(at.nested());
            }
        }
        return Optional.empty();
    }

    private void carryOut(Consumer<MessageWriter> body) throws DataPlaneException {
        ask(id -> carryOut(id, body));
    }

    private boolean carryOut(int id, Consumer<MessageWriter> body) throws NetlinkException {
        netlink.carryOut(new Netlink.Request(id, body));
        return true;
    }

    private <T> T ask(Question<T> question) throws DataPlaneException {
        try {
            return retrying(question);
        } catch (NetlinkException failed) {
            throw Cure.unreachable(failed);
        }
    }

    /** A module that was loaded anew has another number, and the old one is unknown (ENOENT). */
    private <T> T retrying(Question<T> question) throws NetlinkException {
        try {
            return question.ask(family);
        } catch (NetlinkException.Refused refused) {
            if (refused.errno() == Errno.ENOENT && moved()) {
                return question.ask(family);
            }
            throw refused;
        }
    }

    private boolean moved() throws NetlinkException {
        int before = family;
        family = resolve();
        return family != before;
    }

    private int resolve() throws NetlinkException {
        var request = new Netlink.Request(CONTROLLER,
                out -> out.put8(GET_FAMILY).put8(1).put16(0).string(FAMILY_NAME, "IPVS"));
        return netlink.get(request, message -> {
            for (Attributes at = message.attributes(IpvsRequest.HEADER); at.next();) {
                if (at.type() == FAMILY_ID) {
                    return Optional.of(at.u16());
                }
            }
            return Optional.empty();
        });
    }
}
