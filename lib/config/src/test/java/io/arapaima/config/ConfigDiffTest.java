package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigDiffTest {
    private static final String BEFORE = """
            keepalive = 2
            smtp_user = u
            smtp_password = hunter2
            virtual web {
                address = 10.0.0.100 eth0:1
                snmp_load_community = alpha
                server s1 {
                    address = 10.0.0.11
                    weight = 1
                }
                server s2 {
                    address = 10.0.0.12
                }
            }
            virtual mail {
                address = 10.0.0.101 eth0:2
            }
            """;

    @Test
    void aConfigurationDoesNotDifferFromItself() {
        assertThat(ConfigDiff.between(Samples.config(BEFORE), Samples.config(BEFORE))).isEmpty();
    }

    @Test
    void changesAreToldInWordsAndPasswordsAreNot() {
        String after = BEFORE.replace("keepalive = 2", "keepalive = 6\nnat_router = 10.0.0.254 eth1")
                .replace("hunter2", "hunter3").replace("alpha", "beta").replace("weight = 1", "weight = 3")
                .replace("eth0:1", "eth0:1\nscheduler = rr\nhttp_path = \"/a b\"").replace("server s2", "server s3")
                .replace("virtual mail", "virtual post");
        assertThat(ConfigDiff.between(Samples.config(BEFORE), Samples.config(after))).containsExactly(
                "keepalive 2 -> 6", "nat_router unset -> 10.0.0.254 eth1", "smtp_password *** -> ***",
                "virtual mail removed", "virtual web: scheduler wlc -> rr", "virtual web: http_path unset -> \"/a b\"",
                "virtual web: snmp_load_community *** -> ***", "virtual web: server s2 removed",
                "virtual web: server s1: weight 1 -> 3", "virtual web: server s3 added", "virtual post added");
    }

    @Test
    void theNewKeywordsAreToldLikeTheOldOnes() {
        String after = "manage = all\n" + BEFORE.replace("eth0:1", "eth0:1\nscheduler = sh\nscheduler_flags = sh-port "
                + "sh-fallback\npmask = 24\nforwarding = tunnel\none_packet = 0\ntunnel_type = ipip")
                .replace("weight = 1", "upper_threshold = 10");
        assertThat(ConfigDiff.between(Samples.config(BEFORE), Samples.config(after))).containsExactly(
                "manage own -> all", "virtual web: pmask 0.0.0.0 -> 24", "virtual web: scheduler wlc -> sh",
                "virtual web: scheduler_flags unset -> sh-port sh-fallback",
                "virtual web: forwarding unset -> tunnel", "virtual web: tunnel_type unset -> ipip",
                "virtual web: server s1: upper_threshold unset -> 10");
    }

    @Test
    void aValueThatReadsUnsetIsNotTakenForNone() {
        assertThat(ConfigDiff.between(Samples.config("active_cmd = unset\n"), Samples.config("# none\n")))
                .containsExactly("active_cmd unset -> unset");
    }

    @Test
    void anotherOrderIsAChangeToo() {
        String one = "server a {\n}\n";
        String other = "server b {\n}\n";
        String block = "virtual web {\naddress = 10.0.0.1 eth0\n%s}\n";
        assertThat(ConfigDiff.between(Samples.config(block.formatted(one + other)),
                Samples.config(block.formatted(other + one))))
                .containsExactly("virtual web: server blocks in another order");
    }

    @Test
    void blocksOfOneNameAreComparedInTheirOrder() {
        String two = "virtual v {\naddress = 10.0.0.1 eth0\n}\nvirtual v {\naddress = 10.0.0.2 eth0\nport = %d\n}\n";
        assertThat(ConfigDiff.between(Samples.config(two.formatted(80)), Samples.config(two.formatted(81))))
                .containsExactly("virtual v (2): port 80 -> 81");
    }
}
