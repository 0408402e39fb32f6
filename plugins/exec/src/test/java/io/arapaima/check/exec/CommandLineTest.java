package io.arapaima.check.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.Options;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static List<String> words(String line, String address) throws Exception {
        return CommandLine.words(line, new Target(InetAddress.getByName(address), 80, Target.Transport.TCP,
                Duration.ofSeconds(1), Options.of(List.of(), Map.of())));
    }

    private static List<String> words(String line) throws Exception {
        return words(line, "192.0.2.1");
    }

    @Test
    void blanksSeparateAndQuotesKeep() throws Exception {
        assertThat(words("  a  b\tc ")).containsExactly("a", "b", "c");
        assertThat(words("a 'b  c' \"d 'e'\" f'g h'i")).containsExactly("a", "b  c", "d 'e'", "fg hi");
        assertThat(words("a '' \"\"")).containsExactly("a", "", "");
    }

    @Test
    void backslashesKeepAsInAShell() throws Exception {
        assertThat(words("a\\ b \\\" \\\\ 'c\\d' \"e\\\"f\\\\g\\h\"")).containsExactly("a b", "\"", "\\", "c\\d",
                "e\"f\\g\\h");
        assertThat(words("a\\")).containsExactly("a\\");
    }

    @Test
    void addressAndPortAreReplacedInsideWordsToo() throws Exception {
        assertThat(words("check %h %p http://%h:%p/ '%h' 100%"))
                .containsExactly("check", "192.0.2.1", "80", "http://192.0.2.1:80/", "192.0.2.1", "100%");
        assertThat(words("check %h", "2001:db8::1")).containsExactly("check", "2001:db8:0:0:0:0:0:1");
    }

    @Test
    void anOpenQuoteOrNothingAtAllIsAFaultOnThisSide() {
        assertThatThrownBy(() -> words("a 'b c")).isInstanceOf(UndecidedException.class)
                .hasMessage("option program opens a quote at character 3 and does not close it");
        assertThatThrownBy(() -> words("   ")).isInstanceOf(UndecidedException.class)
                .hasMessage("option program is empty; it must name a program");
    }
}
