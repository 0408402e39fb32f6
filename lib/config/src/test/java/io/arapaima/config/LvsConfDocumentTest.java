package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class LvsConfDocumentTest {
    private static final String FILE = """
            # head

            primary = 10.0.0.1
            keepalive   =   6   # seconds
            keepalive = 7
            deadtime = 30
            virtual web {
            \taddress = 10.0.0.100 eth0:1
            \tscheduler = wlc # the default
            \texpect_program = x
            \tserver s1 {
            \t\taddress = 10.0.0.11
            \t}
            }
            # tail
            """;
    private static final LvsConfDocument DOCUMENT = LvsConfDocument.of(FILE);
    private static final BlockPath WEB = BlockPath.virtual("web");

    @Test
    void aValueIsReplacedInTheLineThatCountsAndNothingElse() {
        assertThat(DOCUMENT.with(BlockPath.top(), "keepalive", "8").text())
                .isEqualTo(FILE.replace("keepalive = 7", "keepalive = 8"));
        assertThat(DOCUMENT.with(WEB, "scheduler", "rr").text())
                .isEqualTo(FILE.replace("scheduler = wlc # the default", "scheduler = rr # the default"));
    }

    @Test
    void aNewKeywordStandsWhereTheCanonicalOrderHasItIndentedLikeItsNeighbours() {
        assertThat(DOCUMENT.with(BlockPath.top(), "serial_no", "1").text())
                .isEqualTo(FILE.replace("primary", "serial_no = 1\nprimary"));
        assertThat(DOCUMENT.with(BlockPath.top(), "network", "nat").text())
                .isEqualTo(FILE.replace("deadtime = 30\n", "deadtime = 30\nnetwork = nat\n"));
        assertThat(DOCUMENT.with(WEB, "port", "443").text())
                .isEqualTo(FILE.replace("eth0:1\n", "eth0:1\n\tport = 443\n"));
        assertThat(DOCUMENT.with(WEB, "http_path", "/a b").text())
                .isEqualTo(FILE.replace("expect_program = x\n", "expect_program = x\n\thttp_path = \"/a b\"\n"));
        assertThat(DOCUMENT.with(WEB.server("s1"), "weight", "3").text())
                .isEqualTo(FILE.replace("10.0.0.11\n", "10.0.0.11\n\t\tweight = 3\n"));
    }

    @Test
    void textsGetTheQuotesTheyNeed() {
        assertThat(DOCUMENT.with(WEB, "send", "a \\\"b\\\" c").text()).contains("\tsend = \"a \\\"b\\\" c\"\n");
        assertThat(DOCUMENT.with(WEB, "expect", "it's \"so\" big").text()).contains("expect = ");
        assertThat(DOCUMENT.with(WEB, "client_monitor", "#x").text()).contains("client_monitor = \"#x\"\n");
        assertThat(DOCUMENT.with(WEB, "address", "10.0.0.1 eth1").text()).contains("address = 10.0.0.1 eth1\n");
    }

    @Test
    void aRemovedKeywordLosesAllItsLines() {
        assertThat(DOCUMENT.without(BlockPath.top(), "keepalive").text())
                .isEqualTo(FILE.replaceAll("(?m)^keepalive.*\n", ""));
        assertThat(DOCUMENT.without(BlockPath.top(), "network").text()).isEqualTo(FILE);
    }

    @Test
    void blocksAreAddedAndRemovedWhole() {
        assertThat(DOCUMENT.withBlock(BlockPath.virtual("my mail")).text())
                .isEqualTo(FILE + "virtual \"my mail\" {\n}\n");
        assertThat(DOCUMENT.withBlock(WEB.server("s2")).text())
                .isEqualTo(FILE.replace("\t}\n}", "\t}\n     server s2 {\n     }\n}"));
        assertThat(DOCUMENT.withoutBlock(WEB).text()).doesNotContain("web", "s1").contains("# head", "# tail");
        assertThat(DOCUMENT.withoutBlock(WEB.server("s1")).text()).contains("web").doesNotContain("s1");
    }

    @Test
    void lineEndsStayAsTheyAre() {
        LvsConfDocument crlf = LvsConfDocument.of("keepalive = 6\r\ndeadtime = 18");
        assertThat(crlf.with(BlockPath.top(), "network", "nat").text())
                .isEqualTo("keepalive = 6\r\ndeadtime = 18\r\nnetwork = nat");
        assertThat(crlf.with(BlockPath.top(), "primary", "10.0.0.1").text())
                .isEqualTo("primary = 10.0.0.1\r\nkeepalive = 6\r\ndeadtime = 18");
    }

    @Test
    void aFileCanBeMadeFromNothing() {
        LvsConfDocument made = LvsConfDocument.of("").with(BlockPath.top(), "primary", "10.0.0.1").withBlock(WEB)
                .with(WEB, "address", "10.0.0.100 eth0:1").withBlock(WEB.server("s1"))
                .with(WEB.server("s1"), "address", "10.0.0.11").with(WEB, "active", "1");
        assertThat(made.text()).isEqualTo("""
                primary = 10.0.0.1
                virtual web {
                     active = 1
                     address = 10.0.0.100 eth0:1
                     server s1 {
                         address = 10.0.0.11
                     }
                }
                """);
    }

    @Test
    void anUnclosedBlockIsClosedBeforeAnotherIsAdded() {
        LvsConfDocument open = LvsConfDocument.of("virtual a {\naddress = 10.0.0.1 eth0\nserver s {\n");
        assertThat(open.withBlock(BlockPath.virtual("b")).text())
                .isEqualTo("virtual a {\naddress = 10.0.0.1 eth0\nserver s {\n     }\n}\nvirtual b {\n}\n");
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        assertThatThrownBy(() -> DOCUMENT.with(BlockPath.virtual("none"), "port", "1"))
                .isInstanceOf(NoSuchElementException.class).hasMessage("there is no virtual none");
        assertThatThrownBy(() -> DOCUMENT.with(WEB, "send", "a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DOCUMENT.with(WEB, "send\n", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DOCUMENT.withoutBlock(BlockPath.top())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockPath.top().server("s")).isInstanceOf(IllegalStateException.class);
    }
}
