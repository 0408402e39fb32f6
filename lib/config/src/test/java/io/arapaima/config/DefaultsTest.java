package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The defaults of Piranha 0.8.6, written down a second time, and ours. */
class DefaultsTest {
    private static final Map<String, @Nullable Object> DELIVERY = table("forwarding", "nat", "tunnel_type", "ipip",
            "tunnel_port", null, "tunnel_checksum", "none", "upper_threshold", 0L, "lower_threshold", 0L);

    private static Map<String, @Nullable Object> table(@Nullable Object... pairs) {
        Map<String, @Nullable Object> table = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            table.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return table;
    }

    @Test
    void theTopLevel() {
        Map<String, @Nullable Object> expected = table("serial_no", 0L, "service", "lvs", "primary", "0.0.0.0",
                "primary_private", "0.0.0.0", "primary_shared", null, "backup", "0.0.0.0", "backup_active", 0L,
                "backup_private", "0.0.0.0", "backup_shared", null, "reservation_conflict_action", null, "heartbeat",
                0L, "heartbeat_port", 539L, "keepalive", 0.1, "deadtime", 0.6, "network", "nat", "nat_router", null,
                "nat_router_device", null, "nat_nmask", "0.0.0.0", "rsh_command", "rsh", "debug_level", "NONE",
                "monitor_links", 0L, "syncdaemon", 0L, "syncd_iface", "eth0", "syncd_id", 0L, "tcp_timeout", 0L,
                "tcpfin_timeout", 0L, "udp_timeout", 0L, "hard_shutdown", 1L, "active_cmd", null, "inactive_cmd", null,
                "ipvsadm", "/sbin/ipvsadm", "sync", 0L);
        expected.putAll(table("data_plane", "auto", "manage", "own", "announce_count", 5L, "announce_interval", 1L,
                "announce_refresh", 60L, "email_to", null, "email_from", null, "smtp_server",
                "localhost:25", "smtp_user", null, "smtp_password", null, "smtp_tls", "optional", "email_limit", 20L,
                "email_reminder", null, "language", "en",
                "virtual", List.of(),
                "failover", List.of()));
        expected.putAll(table("heartbeat_protocol", "arapaima", "takeover", "fast", "failback", "no", "heartbeat_key",
                null, "reach", null,
                "more_directors", null, "fence_agent", null, "primary_fence", null, "backup_fence", null,
                "fence_action", "reboot", "fence_timeout", 30L));
        assertThat(EffectiveValues.of(Samples.config("# nothing\n"))).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void virtualAndFailover() {
        Map<String, @Nullable Object> expected = table("name", "f", "active", 0L, "address", "0.0.0.0", "device", null,
                "vip_nmask", null, "sorry_server", null, "sorry_check", "auto", "fwmark", 0L, "protocol", "tcp", "port",
                80L, "scheduler",
                "wlc", "persistent", 0L, "pmask", "0.0.0.0", "send", null, "expect", null, "use_regex", 0L,
                "send_program", null, "timeout", 10L, "reentry", 180L, "load_monitor", null, "quiesce_server", 0L,
                "client_monitor", "/usr/sbin/nanny", "start_cmd", null, "stop_cmd", null, "master", null, "dirs", null,
                "server", List.of());
        expected.putAll(table("start", "down", "slow_start", 1L, "slow_start_time", 0L, "load_mode", "steady",
                "load_span", 4L,
                "min_up", 0L, "flap_limit", 0L, "flap_window", 600L, "flap_hold", 60L, "quorum", 1L,
                "quorum_hysteresis", 0L, "quorum_up", null, "quorum_down", null, "check", null, "check_interval",
                10L,
                "connect_timeout", 10L, "check_timeout", 10L, "rise", null, "fall", 1L, "check_port", null,
                "check_path",
                "direct"));
        expected.putAll(DELIVERY);
        expected.putAll(table("scheduler_flags", null, "persistence_engine", null, "one_packet", 0L,
                "command_timeout", 60L));
        Map<String, @Nullable Object> shown = EffectiveValues.of(Samples.config("failover f {\n}\n"));
        assertThat(shown.get("failover")).isEqualTo(List.of(expected));

        expected.putAll(table("name", "v", "address", "10.0.0.1", "device", "eth0"));
        shown = EffectiveValues.of(Samples.config("virtual v {\naddress = 10.0.0.1 eth0\n}\n"));
        assertThat(shown.get("virtual")).isEqualTo(List.of(expected));
    }

    @Test
    void servers() {
        Map<String, @Nullable Object> expected = table("name", "s", "address", "0.0.0.0", "active", 0L, "weight", 1L,
                "port", 81L, "fixed_weight", 0L);
        expected.putAll(table("check", null, "check_interval", 10L, "connect_timeout", 10L, "check_timeout", 10L,
                "rise", null, "fall", 1L, "check_port", 81L, "check_path", "direct"));
        expected.putAll(DELIVERY);
        assertThat(EffectiveValues.of(Samples.config("failover f {\nport = 81\nserver s {\n}\n}\n")).get("failover"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class)).first()
                .extracting("server").isEqualTo(List.of(expected));
    }
}
