package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        Files.createDirectories(home.resolve("etc"));
        Files.copy(Path.of("../etc/programs.sh"), home.resolve("etc/programs.sh"));
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
        return launched(Map.of("ARAPAIMA_BUILT", "1"), 0);
    }

    private String launched(Map<String, String> more, int exitCode) throws Exception {
        var builder = new ProcessBuilder(home.resolve("arapaima").toString(), "lvsctl", "check", "lvs.cf")
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().remove("ARAPAIMA_PLUGINS");
        builder.environment().putAll(more);
        Process launcher = builder.start();
        String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(launcher.waitFor()).as(said).isEqualTo(exitCode);
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

    /** A site's own plugins lie where no build removes them. */
    @Test
    void theFolderOfTheSiteIsLookedIntoBesidesTheBuiltOne() throws Exception {
        assertThat(launched())
                .contains("-Darapaima.plugins=" + home + "/target/dist/plugins:/etc/arapaima/plugins\n");
    }

    @Test
    void theChecksOfSeveralFoldersAreAskedForAgainWhenOneHasChanged() throws Exception {
        Path one = Files.createDirectory(home.resolve("one"));
        Path two = Files.createDirectory(home.resolve("two"));
        var environment = Map.of("ARAPAIMA_BUILT", "1", "ARAPAIMA_PLUGINS", one + ":" + two + ":/nonexistent");
        FileTime before = FileTime.from(Instant.now().minusSeconds(60));
        Files.setLastModifiedTime(one, before);
        Files.setLastModifiedTime(two, before);
        launched(environment, 0);
        launched(environment, 0);
        assertThat(home.resolve("asked")).content().isEqualTo("asked\n");
        Files.setLastModifiedTime(two, FileTime.from(Instant.now().plusSeconds(60)));
        launched(environment, 0);
        assertThat(home.resolve("asked")).content().isEqualTo("asked\nasked\n");
    }

    @Test
    void aChangedFlagOfTheJvmHasItBuilt() throws Exception {
        executable("mvn", "#!/bin/sh\necho maven\nexit 1\n");
        Path flags = Files.writeString(Files.createDirectories(home.resolve("etc/jvm")).resolve("lvsctl"),
                "-Xmx512m\n");
        Path built = Files.writeString(home.resolve("target/dist/built"), "");
        var environment = Map.of("PATH", home + ":" + System.getenv("PATH"));
        Instant before = Files.getLastModifiedTime(built).toInstant().minusSeconds(60);
        for (Path path : List.of(home.resolve("arapaima"), flags.getParent(), flags)) {
            Files.setLastModifiedTime(path, FileTime.from(before));
        }
        assertThat(launched(environment, 0)).doesNotContain("maven")
                .contains("@" + flags.resolveSibling("common") + "\n@" + flags + "\n");
        Files.setLastModifiedTime(flags, FileTime.from(before.plusSeconds(120)));
        assertThat(launched(environment, 4)).contains("maven");
    }
}
