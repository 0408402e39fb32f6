package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LvsConfReaderTest {
    @Test
    void aFileWithNothingToDoSaysSo() {
        assertThat(Samples.read("# nothing\n").problems()).containsExactly(new Problem(1, Severity.WARNING,
                "no active virtual block, so there is nothing to do; write active = 1 into one"));
        assertThat(Samples.read("\nservice = fos\n").problems()).containsExactly(new Problem(2, Severity.WARNING,
                "no active failover block, so there is nothing to do; write active = 1 into one"));
    }

    @Test
    void aTextThatIsTooLongIsNotTakenApart() {
        ReadResult result = Samples.read("#".repeat(LvsConfReader.MAX_CHARACTERS + 1));
        assertThat(result.ok()).isFalse();
        assertThat(result.errors().getFirst().message()).contains("the limit is " + LvsConfReader.MAX_CHARACTERS);
    }

    @Test
    void problemsHaveALimitAndTheRestIsCounted() {
        ReadResult result = Samples.read("x\n".repeat(Problems.MAX_PROBLEMS + 5));
        assertThat(result.problems()).hasSize(Problems.MAX_PROBLEMS + 1);
        assertThat(result.problems().getLast().message()).startsWith("5 more problems are not shown");
    }

    @Test
    void aNameIsLookedUpOnceAndNamesHaveALimit() {
        List<String> asked = new ArrayList<>();
        HostResolver counting = name -> {
            asked.add(name);
            return List.of(InetAddress.ofLiteral("10.0.0.1"));
        };
        LvsConfReader.read("primary = a\nbackup = a\n", Samples.CATALOGUE, counting);
        assertThat(asked).containsExactly("a");
        asked.clear();
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < Names.MAX_LOOKUPS + 10; i++) {
            many.append("backup = host").append(i).append('\n');
        }
        ReadResult result = LvsConfReader.read(many.toString(), Samples.CATALOGUE, counting);
        assertThat(asked).hasSize(Names.MAX_LOOKUPS);
        assertThat(result.errors()).hasSize(10);
    }

    @Test
    void whatIsNoNameIsNeverAskedFor() {
        HostResolver refusing = name -> {
            throw new AssertionError("asked for " + name);
        };
        for (String host : List.of("300.1.1.1", "a b", "1:2", "x".repeat(300), "\u0001a", "10.0.0.1", "::1")) {
            LvsConfReader.read("backup = \"" + host + "\"\n", Samples.CATALOGUE, refusing);
        }
    }

    @Test
    void timeGrowsWithTheLengthOfTheFileAndNotFaster() {
        for (String part : List.of("x {\n", "virtual v {\n", "x y {\n", "server s {\n", "}\n", "a_b = \"c\n",
                "keepalive = 0000000\n", "dirs = [ a\n", "x", "\"\\", "\" \"", "# ", "_a", "[ ",
                "virtual v {\naddress = 1 e\nport = 1\nserver s {\nport = 2\n}\n}\n")) {
            String text = part.repeat(200_000 / part.length());
            long start = System.nanoTime();
            Samples.read("virtual v {\naddress = 10.0.0.1 eth0\n" + text);
            // generous for a busy machine; anything quadratic would take minutes
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(part).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void servicesOfTheSystemAreReadAsGetservbynameDoes() {
        assertThat(TcpServices.parse("""
                # comment
                http\t80/tcp\twww  # WorldWideWeb
                http\t8080/tcp
                domain 53/udp
                broken
                """)).containsOnly(java.util.Map.entry("http", 80), java.util.Map.entry("www", 80));
    }
}
