package io.arapaima.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What lvs.cf says of the heartbeat alone. Immutable. */
public final class HeartbeatSettings {
    private final Values values;

    HeartbeatSettings(Values values) {
        this.values = values;
    }

    /**
     * UDP port of the heartbeat.
     *
     * @return 0 to 65535; 539 unless the file says otherwise
     */
    public int port() {
        return values.get(TopKeywords.HEARTBEAT_PORT).intValue();
    }

    /**
     * What a director waits for before it takes over from one that it hears no more.
     *
     * @return fast unless the file says otherwise
     */
    public Takeover takeover() {
        return values.get(HeartbeatKeywords.TAKEOVER);
    }

    /**
     * What the directors say to each other.
     *
     * @return our own words unless the file says otherwise
     */
    public HeartbeatProtocol protocol() {
        return values.get(HeartbeatKeywords.HEARTBEAT_PROTOCOL);
    }

    /**
     * Whether a director of better rank that comes back gets the role.
     *
     * @return false unless the file says yes
     */
    public boolean failback() {
        return values.get(HeartbeatKeywords.FAILBACK) == Failback.YES;
    }

    /**
     * File with the secret that the directors share.
     *
     * @return its path; empty: heartbeats are not authenticated
     */
    public Optional<String> key() {
        return values.find(HeartbeatKeywords.HEARTBEAT_KEY);
    }

    /**
     * Targets that answer pings while this director is on the network.
     *
     * @return none unless the file names some
     */
    public List<InetAddress> reach() {
        return values.find(HeartbeatKeywords.REACH).orElse(List.of());
    }

    /**
     * Whether and how a silent director is switched off.
     *
     * @return what the file says of it
     */
    public FenceSettings fencing() {
        return new FenceSettings(values);
    }

    /**
     * Further directors behind the backup.
     *
     * @return their public addresses in the order in which they take over
     */
    public List<InetAddress> moreDirectors() {
        return values.find(HeartbeatKeywords.MORE_DIRECTORS).orElse(List.of());
    }

    /**
     * Whether the links of the heartbeat interfaces are watched.
     *
     * @return false unless the file gives a number other than 0
     */
    public boolean monitorLinks() {
        return values.get(TopKeywords.MONITOR_LINKS) != 0;
    }

    /**
     * Command run when this director becomes active.
     *
     * @return the command line without its quotes
     */
    public Optional<String> activeCmd() {
        return values.find(TopKeywords.ACTIVE_CMD);
    }

    /**
     * Command run at start and when this director stops being active.
     *
     * @return the command line without its quotes
     */
    public Optional<String> inactiveCmd() {
        return values.find(TopKeywords.INACTIVE_CMD);
    }
}
