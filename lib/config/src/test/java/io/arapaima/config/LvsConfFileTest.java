package io.arapaima.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.checkspec.Encoding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LvsConfFileTest {
    @TempDir
    private Path directory = Path.of("unset");

    @Test
    void bytesSurviveWhateverTheirEncoding() throws IOException {
        Path file = directory.resolve("lvs.cf");
        byte[] latin = "# gr\u00fcn \u00a7\nkeepalive = 6\r\n".getBytes(ISO_8859_1);
        byte[] utf = "# gr\u00fcn \u20ac\nkeepalive = 6\r\n".getBytes(UTF_8);
        for (byte[] bytes : new byte[][]{latin, utf}) {
            Files.write(file, bytes);
            LvsConfFile loaded = LvsConfFile.load(file);
            loaded.replaceWith(loaded.text());
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void aReplacedFileKeepsItsModeAndLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(directory.resolve("lvs.cf"), "keepalive = 6\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        LvsConfFile replaced = LvsConfFile.load(file).replaceWith("keepalive = 7\n");
        assertThat(Files.readString(file)).isEqualTo("keepalive = 7\n").isEqualTo(replaced.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-rw----");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void whatWasThereBeforeIsKeptWithItsRights() throws IOException {
        Path file = Files.writeString(directory.resolve("lvs.cf"), "keepalive = 6\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        Path previous = directory.resolve("lvs.cf.previous");
        for (int i = 7; i < 9; i++) {
            String before = Files.readString(file);
            LvsConfFile loaded = LvsConfFile.load(file);
            assertThat(loaded.keepPrevious()).contains(previous.toRealPath());
            assertThat(loaded.keepPrevious()).as("twice").contains(previous.toRealPath());
            loaded.replaceWith("keepalive = " + i + "\n");
            assertThat(previous).content().isEqualTo(before);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(previous))).isEqualTo("rw-rw----");
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(file, previous);
        }
        Files.delete(file);
        assertThat(new LvsConfFile(file, "", Encoding.UTF_8).keepPrevious()).isEmpty();
    }

    @Test
    void aSymbolicLinkStaysOne() throws IOException {
        Path real = Files.writeString(directory.resolve("real.cf"), "keepalive = 6\n");
        Path link = Files.createSymbolicLink(directory.resolve("lvs.cf"), real);
        LvsConfFile.load(link).replaceWith("keepalive = 7\n");
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).isEqualTo("keepalive = 7\n");
    }

    @Test
    void aReaderMeetsTheOldFileOrTheNewOneButNeverAPart() throws IOException {
        Path file = Files.writeString(directory.resolve("lvs.cf"), "old\n");
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            LvsConfFile.load(file).replaceWith("new\n");
            assertThat(reader.readLine()).isEqualTo("old");
        }
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        Path file = directory.resolve("lvs.cf");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(LvsConfReader.MAX_CHARACTERS + 1L);
        }
        assertThatThrownBy(() -> LvsConfFile.load(file)).isInstanceOf(IOException.class)
                .hasMessageContaining("the limit is " + LvsConfReader.MAX_CHARACTERS);
    }

    @Test
    void theSameTextInTwoCharacterSetsIsTwoFilesAndBytesComeBackAsTheyWere() throws Exception {
        Path file = directory.resolve("lvs.cf");
        var digests = new HashSet<String>();
        for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
            byte[] bytes = "virtual caf\u00e9 {\n}\n".getBytes(charset);
            LvsConfFile loaded = LvsConfFile.load(Files.write(file, bytes));
            assertThat(loaded.text()).as("%s", charset).isEqualTo("virtual caf\u00e9 {\n}\n");
            assertThat(loaded.bytes()).isEqualTo(bytes);
            assertThat(loaded.sha256()).isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
            digests.add(HexFormat.of().formatHex(loaded.sha256()));
            assertThat(loaded.sameBytes(LvsConfFile.of(file, bytes))).isTrue();
        }
        assertThat(digests).hasSize(2);
    }
}
