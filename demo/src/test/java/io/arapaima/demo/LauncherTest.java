package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher over a built tree of its own, whose Java is a script that says what it is asked to run. */
class LauncherTest {
    private static final String CATALOGUE = "{\"known\":true,\"checks\":[{\"name\":\"lamp\"}]}\n";

    @TempDir
    private Path home;

    @BeforeEach
    void aBuiltTree() throws IOException {
        Files.copy(Path.of("../arapaima"), home.resolve("arapaima"));
        executable("arapaima", Files.readString(home.resolve("arapaima")));
        Files.createDirectories(home.resolve("target/dist/plugins"));
        Files.createDirectories(home.resolve("jdk/bin"));
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        executable("jdk/bin/java", """
                #!/bin/sh
                case "$*" in
                  *--catalogue*) echo asked >>%1$s/asked; printf '%%s' '%2$s' ;;
                  *) printf '%%s\\n' "$@" ;;
                esac
                """.formatted(home, CATALOGUE));
    }

    private void executable(String name, String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(home.resolve(name), text),
                PosixFilePermissions.fromString("rwx------"));
    }

    private Path cache() {
        return home.resolve("target/dist/checks.json");
    }

    private String launched() throws Exception {
        var builder = new ProcessBuilder(home.resolve("arapaima").toString(), "lvsctl", "check", "lvs.cf")
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("ARAPAIMA_BUILT", "1");
        builder.environment().remove("ARAPAIMA_PLUGINS");
        Process launcher = builder.start();
        String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(launcher.waitFor()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"known\":true,\"checks\":[{\"na", "\0\0\0\0", "<html>not found</html>\n", "{}\n",
            "{\"servers\":{}}\n", "[1]\n"})
    void aListOfChecksThatIsCutOrForeignIsMadeAnew(String damage) throws Exception {
        Files.writeString(cache(), damage);
        assertThat(launched()).contains("-Darapaima.checks=" + cache() + "\n",
                "\nio.arapaima.lvsctl.Main\ncheck\nlvs.cf\n");
        assertThat(cache()).content().isEqualTo(CATALOGUE);
    }

    @Test
    void aGoodListIsNotAskedForAgain() throws Exception {
        launched();
        launched();
        assertThat(home.resolve("asked")).content().isEqualTo("asked\n");
    }
}
