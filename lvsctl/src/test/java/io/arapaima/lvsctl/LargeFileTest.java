package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.LvsConfFile;
import io.arapaima.testkit.JvmFlags;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest lvs.cf is judged in the heap that the launcher gives. */
class LargeFileTest {
    private static final int SERVERS = 100;

    @TempDir
    private Path folder;

    /** Japanese letters make every character of the file two bytes in memory. */
    @ParameterizedTest
    @CsvSource({"16, -Xmx512m, v", "16, -Xmx512m, \u6b63\u5e38", "3, -Xmx96m, v"})
    void isJudged(int megabytes, String heap, String name) throws Exception {
        Path file = file(megabytes << 20, name);
        var said = said(heap, "check", file.toString());
        assertThat(said).endsWith("lvs.cf: ok\n");
    }

    /** All values in force are ten times as large as the file: nobody has them all at once. */
    @ParameterizedTest
    @CsvSource("2, -Xmx80m")
    void isShownAsJson(int megabytes, String heap) throws Exception {
        String said = said(heap, "check", "--json", file(megabytes << 20, "v").toString());
        assertThat(said).endsWith("}\n").contains("\"ok\":true").hasSizeGreaterThan(5 * (megabytes << 20));
    }

    private Path file(int bytes, String name) throws IOException {
        Path file = folder.resolve("lvs.cf");
        int size = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("primary = 127.0.0.1\nnetwork = direct\n");
            for (int i = 1; size < bytes - 8192; i++) {
                String service = service(name, i);
                size += service.getBytes(StandardCharsets.UTF_8).length;
                out.write(service);
            }
        }
        assertThat(Files.size(file)).isBetween(bytes - 16384L, (long) LvsConfFile.MAX_BYTES);
        return file;
    }

    private static String service(String name, int number) {
        String network = "10." + (number >> 8) + "." + (number & 255) + ".";
        var text = new StringBuilder("virtual " + name + number + " {\n active = 1\n address = " + network
                + "1 eth0:1\n port = 80\n");
        for (int i = 2; i < SERVERS + 2; i++) {
            text.append(" server s").append(i).append(" {\n  address = ").append(network).append(i)
                    .append("\n  active = 1\n }\n");
        }
        return text.append("}\n").toString();
    }

    private static String said(String heap, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JvmFlags.of("lvsctl"));
        command.addAll(List.of(heap, "-cp", System.getProperty("java.class.path"), "io.arapaima.lvsctl.Main"));
        command.addAll(List.of(words));
        Process lvsctl = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(lvsctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
