package io.arapaima.config;

import java.net.InetAddress;
import java.util.List;

/** The keywords of the heartbeat that Piranha does not have. */
final class HeartbeatKeywords {
    static final Keyword<Takeover> TAKEOVER = Keyword.of("takeover", ChoiceType.of(Takeover.class), Takeover.FAST,
            "`fast`: the partner takes over after `deadtime` of silence, or at once when the process is proven dead; "
                    + "`exclusive`: not before the old director's addresses must be gone; needs `reach`.")
            .added();
    static final Keyword<Failback> FAILBACK = Keyword.of("failback", ChoiceType.of(Failback.class), Failback.NO,
            "`yes`: a primary that has been back and well for 10 s gets the role.").added();
    static final Keyword<String> HEARTBEAT_KEY = Keyword.unset("heartbeat_key",
            TextType.of("a path", "/etc/arapaima/heartbeat.key"),
            "File with the secret that both directors share, readable by its owner alone; unset: heartbeats are not "
                    + "authenticated.")
            .added();
    static final Keyword<List<InetAddress>> REACH = Keyword.unset("reach", new HostsType(8),
            "Targets that answer pings, such as the gateway; a director that reaches none of them does not take over, "
                    + "and gives up the role to one that does.")
            .added();
    static final Keyword<List<InetAddress>> MORE_DIRECTORS = Keyword.unset("more_directors", new HostsType(8),
            "Public addresses of further directors behind the backup, in the order in which they take over.").added();

    static final Keyword<HeartbeatProtocol> HEARTBEAT_PROTOCOL = Keyword.of("heartbeat_protocol",
            ChoiceType.of(HeartbeatProtocol.class), HeartbeatProtocol.ARAPAIMA,
            "`piranha`: the partner still runs Piranha 0.8.6, whose four bytes nobody has to prove.").added();

    static final List<Keyword<?>> ALL = List.of(HEARTBEAT_PROTOCOL, TAKEOVER, FAILBACK, HEARTBEAT_KEY, REACH,
            MORE_DIRECTORS);

    private HeartbeatKeywords() {}
}
