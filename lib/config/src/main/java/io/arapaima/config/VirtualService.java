package io.arapaima.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A service that clients see: one {@code virtual} or {@code failover} block. Immutable. */
public final class VirtualService {
    private final String name;
    private final Values values;
    private final List<RealServer> servers;

    VirtualService(String name, Values values, List<RealServer> servers) {
        this.name = name;
        this.values = values;
        this.servers = List.copyOf(servers);
    }

    /**
     * Its name, a label for people; not necessarily unique.
     *
     * @return the word behind {@code virtual} or {@code failover}
     */
    public String name() {
        return name;
    }

    /**
     * Its real servers.
     *
     * @return in the order of the file, inactive ones included
     */
    public List<RealServer> servers() {
        return servers;
    }

    /**
     * Whether the block is used at all.
     *
     * @return false unless the file says 1
     */
    public boolean active() {
        return values.get(BlockKeywords.ACTIVE);
    }

    /**
     * The virtual address.
     *
     * @return IPv4 or IPv6; 0.0.0.0 only in a failover block without one
     */
    public InetAddress address() {
        return values.get(BlockKeywords.ADDRESS).address();
    }

    /**
     * The interface that carries the virtual address.
     *
     * @return interface with an optional label, {@code eth0:1}; empty only where the address is not given
     */
    public Optional<String> device() {
        return values.get(BlockKeywords.ADDRESS).device();
    }

    /**
     * Network mask of the virtual address.
     *
     * @return a mask, or empty when not given
     */
    public Optional<InetAddress> vipNmask() {
        return values.find(BlockKeywords.VIP_NMASK);
    }

    /**
     * The server that gets the requests while no real server is up.
     *
     * @return its address; its port is {@link #port()}
     */
    public Optional<InetAddress> sorryServer() {
        return values.find(BlockKeywords.SORRY_SERVER);
    }

    /** {@return how the sorry server is checked, the keyword {@code sorry_check}; {@link SorryCheck#AUTO} unless the file says otherwise} */
    public SorryCheck sorryCheck() {
        return values.get(BlockKeywords.SORRY_CHECK);
    }

    /**
     * Firewall mark that makes the service.
     *
     * @return 0 to 4294967295; 0 = none, address and port make the service
     */
    public long fwmark() {
        return values.get(BlockKeywords.FWMARK);
    }

    /**
     * Transport.
     *
     * @return TCP unless the file says otherwise
     */
    public Protocol protocol() {
        return values.get(BlockKeywords.PROTOCOL);
    }

    /**
     * Port of the service.
     *
     * @return 0 to 65535; 80 unless the file says otherwise
     */
    public int port() {
        return values.get(BlockKeywords.PORT).intValue();
    }

    /**
     * How connections are spread.
     *
     * @return weighted least connections unless the file says otherwise
     */
    public Scheduler scheduler() {
        return values.get(BlockKeywords.SCHEDULER);
    }

    /**
     * How long a client stays with its real server.
     *
     * @return whole seconds; zero = not at all
     */
    public Duration persistent() {
        return values.get(BlockKeywords.PERSISTENT);
    }

    /**
     * Clients that are equal under this mask stay together.
     *
     * @return a mask of the virtual address's family, or empty: each client for itself
     */
    public Optional<InetAddress> pmask() {
        return values.get(BlockKeywords.PMASK).in(address() instanceof Inet6Address);
    }

    /**
     * Options of the scheduler.
     *
     * @return those that the file sets, in the order of the enumeration
     */
    public List<SchedulerFlag> schedulerFlags() {
        return values.find(BlockKeywords.SCHEDULER_FLAGS).orElse(List.of());
    }

    /**
     * What tells persistent clients apart beside their address.
     *
     * @return the engine, or empty
     */
    public Optional<PersistenceEngine> persistenceEngine() {
        return values.find(BlockKeywords.PERSISTENCE_ENGINE);
    }

    /**
     * Whether each UDP packet is scheduled by itself.
     *
     * @return false unless the file says 1
     */
    public boolean onePacket() {
        return values.get(BlockKeywords.ONE_PACKET);
    }

    /**
     * Text that the check sends.
     *
     * @return the text without its quotes, backslash sequences as written
     */
    public Optional<String> send() {
        return values.find(BlockKeywords.SEND);
    }

    /**
     * What the check expects.
     *
     * @return the text without its quotes, backslash sequences as written
     */
    public Optional<String> expect() {
        return values.find(BlockKeywords.EXPECT);
    }

    /**
     * Whether {@link #expect()} is a regular expression.
     *
     * @return false unless the file says 1
     */
    public boolean useRegex() {
        return values.get(BlockKeywords.USE_REGEX);
    }

    /**
     * Program that checks instead of {@link #send()}.
     *
     * @return the command line without its quotes
     */
    public Optional<String> sendProgram() {
        return values.find(BlockKeywords.SEND_PROGRAM);
    }

    /**
     * How the load of the real servers is read.
     *
     * @return {@code uptime}, a command, or the name of a check; empty also for {@code none}
     */
    public Optional<String> loadMonitor() {
        return values.find(BlockKeywords.LOAD_MONITOR).filter(monitor -> !monitor.isEmpty() && !"none".equals(monitor));
    }

    /**
     * Time between two checks and limit of each step; new keywords may override it, see {@link #check(RealServer)}.
     *
     * @return whole seconds, at least 1; 10 unless the file says otherwise
     */
    public Duration timeout() {
        return values.get(BlockKeywords.TIMEOUT);
    }

    /**
     * A failed server needs reentry / check_interval good checks in a row.
     *
     * @return whole seconds, at least 1; 180 unless the file says otherwise
     */
    public Duration reentry() {
        return values.get(BlockKeywords.REENTRY);
    }

    /**
     * Whether a failed server keeps its connections at weight 0.
     *
     * @return false (it is removed) unless the file says 1
     */
    public boolean quiesceServer() {
        return values.get(BlockKeywords.QUIESCE_SERVER);
    }

    /**
     * Program that watches its real servers in the place of nanny.
     *
     * @return a path; empty for nanny itself
     */
    public Optional<String> clientMonitor() {
        return values.find(BlockKeywords.CLIENT_MONITOR).filter(path -> !path.equals(BlockKeywords.NANNY));
    }

    /** Whether such a program watches all those that have no check of their own. */
    boolean monitored() {
        return clientMonitor().isPresent() && check().check().isEmpty();
    }

    /**
     * Program that watches one of its real servers; as with all of Piranha's keywords, {@code check} comes before it.
     *
     * @param server one of {@link #servers()}
     * @return a path; empty when a check asks the server
     */
    public Optional<String> monitor(RealServer server) {
        return clientMonitor().filter(_ -> check(server).check().isEmpty());
    }

    /**
     * Command that starts a failover service.
     *
     * @return the command line without its quotes
     */
    public Optional<String> startCmd() {
        return values.find(BlockKeywords.START_CMD);
    }

    /**
     * Command that stops a failover service.
     *
     * @return the command line without its quotes
     */
    public Optional<String> stopCmd() {
        return values.find(BlockKeywords.STOP_CMD);
    }

    /**
     * How long these commands may take.
     *
     * @return whole seconds, at least 1; 60 unless the file says otherwise
     */
    public Duration commandTimeout() {
        return values.get(BlockKeywords.COMMAND_TIMEOUT);
    }

    /**
     * What the weights of its real servers follow.
     *
     * @return slow start, load, and how many stay in any case
     */
    public WeightSettings weighing() {
        return new WeightSettings(values, loadMonitor(), monitored());
    }

    /**
     * How one of its real servers is checked.
     *
     * @param server one of {@link #servers()}
     * @return the settings of this block, overridden by the server's own
     */
    public CheckSettings check(RealServer server) {
        return new ServiceChecks(values).settings(Optional.of(server), server.port());
    }

    /**
     * How the service itself is checked, at its virtual address; for failover services.
     *
     * @return the settings of this block
     */
    public CheckSettings check() {
        return new ServiceChecks(values).settings(Optional.empty(), port());
    }

    /**
     * Time between two checks of one of its real servers; the same as in {@link #check(RealServer)}, without the rest.
     *
     * @param server one of {@link #servers()}
     * @return 10 ms to a day
     */
    public Duration checkInterval(RealServer server) {
        return new ServiceChecks(values).interval(Optional.of(server));
    }

    /**
     * The options set for one check, for example the one that {@link #loadMonitor()} names.
     *
     * @param check name of a check
     * @param server one of {@link #servers()}
     * @return values by option name, the server's own before those of this block; may hold secrets
     */
    public Map<String, String> checkOptions(String check, RealServer server) {
        return new ServiceChecks(values).options(check, Optional.of(server));
    }

    /** The server's own value, else the block's. */
    <T> Optional<T> pick(Optional<RealServer> server, Keyword<T> keyword) {
        return new ServiceChecks(values).pick(server, keyword);
    }

    Values values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VirtualService that && name.equals(that.name) && values.equals(that.values)
                && servers.equals(that.servers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, values, servers);
    }

    @Override
    public String toString() {
        return "virtual " + name;
    }
}
