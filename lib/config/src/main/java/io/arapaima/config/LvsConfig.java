package io.arapaima.config;

import io.arapaima.checkspec.Encoding;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The contents of one {@code lvs.cf}. Two are equal when they mean the same, however they are written. Immutable.
 *
 * <p>
 * Not every keyword has an accessor, only those that do something; {@link EffectiveValues} shows them all.
 */
public final class LvsConfig {
    private static final Duration DEADTIME = Duration.ofMillis(600);

    private final Values values;
    private final List<VirtualService> virtuals;
    private final List<VirtualService> failovers;
    private final Encoding encoding;

    LvsConfig(Values values, List<VirtualService> virtuals, List<VirtualService> failovers, Encoding encoding) {
        this.values = values;
        this.encoding = encoding;
        this.virtuals = List.copyOf(virtuals);
        this.failovers = List.copyOf(failovers);
    }

    /**
     * The part of the file that says which director serves: what stands outside of blocks, without what only mail needs. Of the
     * blocks that are run the first one is left, with its name and address alone, so that one can tell whether there is any.
     *
     * @return a configuration of a few hundred bytes, however large the file is
     */
    public LvsConfig pairOnly() {
        List<VirtualService> first = inUse().stream().limit(1).map(block -> new VirtualService(block.name(),
                block.values().only(Set.of(BlockKeywords.ACTIVE, BlockKeywords.ADDRESS)::contains), List.of()))
                .toList();
        return new LvsConfig(values.only(keyword -> !TopKeywords.MAIL.contains(keyword)),
                failsOver() ? List.of() : first, failsOver() ? first : List.of(), encoding);
    }

    /** {@return how the file's bytes became text, and become bytes again for servers, programs and files} */
    public Encoding encoding() {
        return encoding;
    }

    /**
     * The {@code virtual} blocks.
     *
     * @return in the order of the file, inactive ones included
     */
    public List<VirtualService> virtuals() {
        return virtuals;
    }

    /**
     * The {@code failover} blocks.
     *
     * @return in the order of the file, inactive ones included
     */
    public List<VirtualService> failovers() {
        return failovers;
    }

    /**
     * Counts the changes of the file.
     *
     * @return 0 or more
     */
    public int serialNo() {
        return values.get(TopKeywords.SERIAL_NO).intValue();
    }

    /**
     * Which blocks are run.
     *
     * @return {@code lvs}: the virtual ones; {@code fos}: the failover ones
     */
    public String service() {
        return values.get(TopKeywords.SERVICE).word();
    }

    /** {@return whether programs fail over from one director to the other, and nothing is balanced: {@code service = fos}} */
    public boolean failsOver() {
        return values.get(TopKeywords.SERVICE) == ServiceKind.FOS;
    }

    /** {@return the blocks that are run, by {@link #service()}, in the order of the file} */
    public List<VirtualService> inUse() {
        return (failsOver() ? failovers : virtuals).stream().filter(VirtualService::active).toList();
    }

    /**
     * Public address of the primary director.
     *
     * @return 0.0.0.0 when not given
     */
    public InetAddress primary() {
        return values.get(TopKeywords.PRIMARY);
    }

    /**
     * The primary's address on the second heartbeat path.
     *
     * @return equal to {@link #primary()} when there is no second path
     */
    public InetAddress primaryPrivate() {
        return privatePath() ? values.get(TopKeywords.PRIMARY_PRIVATE) : primary();
    }

    /**
     * Public address of the backup director.
     *
     * @return 0.0.0.0 when not given
     */
    public InetAddress backup() {
        return values.get(TopKeywords.BACKUP);
    }

    /**
     * The backup's address on the second heartbeat path.
     *
     * @return equal to {@link #backup()} when there is no second path
     */
    public InetAddress backupPrivate() {
        return privatePath() && values.has(TopKeywords.BACKUP_PRIVATE)
                ? values.get(TopKeywords.BACKUP_PRIVATE)
                : backup();
    }

    /**
     * Whether there is a backup director.
     *
     * @return false unless the file says 1
     */
    public boolean backupActive() {
        return values.get(TopKeywords.BACKUP_ACTIVE);
    }

    /**
     * What is particular to the heartbeat.
     *
     * @return the same for every question
     */
    public HeartbeatSettings heartbeat() {
        return new HeartbeatSettings(values);
    }

    /**
     * Time between two heartbeats.
     *
     * @return at least 10 ms; 100 ms unless the file says otherwise
     */
    public Duration keepalive() {
        return values.get(TopKeywords.KEEPALIVE);
    }

    /**
     * Silence after which the partner counts as dead.
     *
     * @return 600 ms unless the file says otherwise, or three times {@link #keepalive()} where that is longer
     */
    public Duration deadtime() {
        Duration three = keepalive().multipliedBy(3);
        return values.find(TopKeywords.DEADTIME).orElse(three.compareTo(DEADTIME) > 0 ? three : DEADTIME);
    }

    /**
     * How packets reach the real servers, for all services.
     *
     * @return NAT unless the file says otherwise
     */
    public Forwarding network() {
        return values.get(TopKeywords.NETWORK);
    }

    /**
     * Floating inside address, the gateway of the real servers under NAT.
     *
     * @return the address, or empty when not given
     */
    public Optional<InetAddress> natRouter() {
        return values.find(TopKeywords.NAT_ROUTER).map(FloatingAddress::address);
    }

    /**
     * Interface that carries {@link #natRouter()}.
     *
     * @return interface with an optional label, or empty when not given
     */
    public Optional<String> natRouterDevice() {
        return values.find(TopKeywords.NAT_ROUTER).flatMap(FloatingAddress::device);
    }

    /**
     * Network mask of {@link #natRouter()}.
     *
     * @return a mask, or empty when not given
     */
    public Optional<InetAddress> natNmask() {
        return Optional.of(values.get(TopKeywords.NAT_NMASK)).filter(mask -> !mask.isAnyLocalAddress());
    }

    /**
     * Remote command that reads the load average for {@code load_monitor = uptime}.
     *
     * @return {@code rsh} unless the file says otherwise
     */
    public String rshCommand() {
        return values.get(TopKeywords.RSH_COMMAND);
    }

    /**
     * Whether the kernel copies its connections to the partner.
     *
     * @return false unless the file says 1
     */
    public boolean syncDaemon() {
        return values.get(TopKeywords.SYNCDAEMON);
    }

    /**
     * Whether the active director sends this file to its partners after each reload.
     *
     * @return false unless the file says 1
     */
    public boolean sync() {
        return values.get(TopKeywords.SYNC);
    }

    /**
     * Interface of that copying.
     *
     * @return {@code eth0} unless the file says otherwise
     */
    public String syncdIface() {
        return values.get(TopKeywords.SYNCD_IFACE);
    }

    /**
     * Number that tells clusters on one network apart.
     *
     * @return 0 to 255
     */
    public int syncdId() {
        return values.get(TopKeywords.SYNCD_ID).intValue();
    }

    /**
     * IPVS timeout of idle TCP connections.
     *
     * @return whole seconds; zero = as the kernel has it
     */
    public Duration tcpTimeout() {
        return values.get(TopKeywords.TCP_TIMEOUT);
    }

    /**
     * IPVS timeout of TCP connections after a FIN.
     *
     * @return whole seconds; zero = as the kernel has it
     */
    public Duration tcpFinTimeout() {
        return values.get(TopKeywords.TCPFIN_TIMEOUT);
    }

    /**
     * IPVS timeout of UDP packets.
     *
     * @return whole seconds; zero = as the kernel has it
     */
    public Duration udpTimeout() {
        return values.get(TopKeywords.UDP_TIMEOUT);
    }

    /**
     * Whether a director that cannot check at all gives up the active role. Piranha's default is 1, and its GUI never wrote it;
     * nobody who moves from there has asked for it who has not written it.
     *
     * @return true only if the file says 1
     */
    public boolean hardShutdown() {
        return values.find(TopKeywords.HARD_SHUTDOWN).orElse(false);
    }

    /**
     * What forwards packets.
     *
     * @return AUTO unless the file says otherwise
     */
    public DataPlaneKind dataPlane() {
        return values.get(TopKeywords.DATA_PLANE);
    }

    /**
     * How the neighbours are told about virtual addresses.
     *
     * @return how often and when
     */
    public AnnouncementSettings announcements() {
        return new AnnouncementSettings(values);
    }

    /**
     * Which services of the table are the director's own.
     *
     * @return those of the file unless the file says otherwise
     */
    public Manage manage() {
        return values.get(TopKeywords.MANAGE);
    }

    /**
     * How packets reach a real server.
     *
     * @param virtual one of {@link #virtuals()}
     * @param server one of its servers
     * @return the server's own settings, else those of its block
     */
    public Delivery delivery(VirtualService virtual, RealServer server) {
        return Delivery.of(virtual, Optional.of(server), network());
    }

    /**
     * Whether addresses are translated anywhere, so that real servers need a gateway ({@code nat_router}).
     *
     * @return true under {@code network = nat}, or when any server in use is reached so
     */
    public boolean translates() {
        return !failsOver() && (network() == Forwarding.NAT || inUse().stream()
                .anyMatch(virtual -> virtual.servers().stream().filter(RealServer::active)
                        .anyMatch(server -> delivery(virtual, server).forwarding() == Forwarding.NAT)));
    }

    /**
     * How packets reach what has no block of its own: the sorry server.
     *
     * @param virtual one of {@link #virtuals()}
     * @return the settings of the block
     */
    public Delivery delivery(VirtualService virtual) {
        return Delivery.of(virtual, Optional.empty(), network());
    }

    /**
     * Who gets mail, and how.
     *
     * @return the keywords {@code email_*}, {@code smtp_*} and {@code language}
     */
    public Mail mail() {
        Endpoint server = values.get(TopKeywords.SMTP_SERVER);
        return new Mail(values.find(TopKeywords.EMAIL_TO).orElse(List.of()),
                values.find(TopKeywords.EMAIL_FROM).map(List::getFirst), server.host(), server.port(),
                values.find(TopKeywords.SMTP_USER), values.find(TopKeywords.SMTP_PASSWORD),
                values.get(TopKeywords.SMTP_TLS), values.get(TopKeywords.EMAIL_LIMIT).intValue(),
                values.find(TopKeywords.EMAIL_REMINDER), values.get(TopKeywords.LANGUAGE));
    }

    /** Without the primary's private address Piranha had no second path, whatever the backup's was. */
    private boolean privatePath() {
        return values.has(TopKeywords.PRIMARY_PRIVATE);
    }

    Values values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LvsConfig that && values.equals(that.values) && virtuals.equals(that.virtuals)
                && failovers.equals(that.failovers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, virtuals, failovers);
    }

    @Override
    public String toString() {
        return "lvs.cf with " + virtuals.size() + " virtual and " + failovers.size() + " failover services";
    }
}
