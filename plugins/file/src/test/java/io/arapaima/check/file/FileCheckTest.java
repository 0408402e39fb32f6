package io.arapaima.check.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCheckTest {
    @TempDir
    private Path folder;

    private CheckResult read(String text, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("127.0.0.1-80"), text);
        String[] options = new String[more.length + 2];
        options[0] = "path";
        options[1] = file.getParent() + "/%h-%p";
        System.arraycopy(more, 0, options, 2, more.length);
        return new Asking(new FileCheck(), 80).with(options);
    }

    private static void assertInconclusive(CheckResult result, String cause) {
        assertThat(result).isInstanceOfSatisfying(Inconclusive.class, it -> assertThat(it.cause()).contains(cause));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "0", "up\n", "00 fine\nmore", "up all is well"})
    void aGoodStatePasses(String text) throws Exception {
        assertThat(read(text)).isInstanceOfSatisfying(Passed.class, passed -> assertThat(passed.metrics()).isEmpty());
    }

    @Test
    void aBadStateFailsWithItsReason() throws Exception {
        assertThat(read("down for repair\n"))
                .isEqualTo(new Failed(Reason.PROGRAM, "expected up or 0, got \"down for repair\""));
        assertThat(read("2")).isInstanceOf(Failed.class);
        assertThat(read("-1")).isInstanceOf(Failed.class);
    }

    @Test
    void aLoadMovesTheWeight() throws Exception {
        assertThat(read("up load=2.5 since noon\n")).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics()).containsExactly(Metric.load(2.5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\nup", "yes", "upwards", "99999999999", "0x1"})
    void whatIsNoStateSaysNothingAboutTheServer(String text) throws Exception {
        assertInconclusive(read(text), "its first line must be up, down or a number");
    }

    @Test
    void whatAMissingFileMeansIsAChoice() throws Exception {
        var file = new Asking(new FileCheck(), 80);
        String gone = folder.resolve("gone").toString();
        assertInconclusive(file.with("path", gone), "there is no file " + gone);
        assertThat(file.with("path", gone, "missing", "pass")).isInstanceOf(Passed.class);
        assertThat(file.with("path", gone, "missing", "fail"))
                .isEqualTo(new Failed(Reason.PROGRAM, "there is no file " + gone));
        assertInconclusive(file.with(), "set file_path");
    }

    @Test
    void anOldFileSaysNothingAnyMore() throws Exception {
        assertThat(read("down", "max-age", "60")).isInstanceOf(Failed.class);
        Path file = Files.writeString(folder.resolve("old"), "down");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
        assertThat(new Asking(new FileCheck(), 80).with("path", file.toString(), "max-age", "60"))
                .isInstanceOfSatisfying(Inconclusive.class,
                        it -> assertThat(it.cause()).containsPattern("was written 1\\d\\d s ago"));
    }

    @Test
    void aPipeOrADirectoryIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertInconclusive(new Asking(new FileCheck(), 80).with("path", pipe.toString()), "no regular file");
        assertInconclusive(new Asking(new FileCheck(), 80).with("path", folder.toString()), "no regular file");
    }
}
