package io.arapaima.manager.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.English;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.ipc.ConfigPacking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalTest {
    private static final ConfigSource SOURCE = new ConfigSource(Path.of("lvs.cf"), HostResolver.none());

    /** {@code 42} or {@code 42 b}: a serial number, and which text. */
    private static ConfigSource.Loaded file(String words) {
        String text = "serial_no = " + words.replaceAll(" .*", "") + "\nprimary = 10.0.0.1\n# " + words + "\n";
        return (ConfigSource.Loaded) SOURCE.judge(LvsConfFile.of(SOURCE.file(), text.getBytes(UTF_8)),
                CheckCatalogue.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            in force | on disk | pushed | forced | what becomes of it
            41       | 41      | 42     | no     | taken
            41       |         | 42     | no     | taken
            41       | 42      | 42     | no     | taken
            42       | 42      | 42     | no     | known
            42       | 42      | 42     | yes    | known
            42       | 43      | 42     | no     | known; its file was edited since and is left alone
            42       | 42      | 41     | no     | runs a newer lvs.cf: serial 42 (
            42       | 42      | 41     | yes    | taken
            42       | 42      | 42 b   | no     | runs another lvs.cf with the same serial number: serial 42 (
            42       | 42      | 42 b   | yes    | taken
            0        | 0       | 0 b    | no     | write serial_no = 1 and lvsctl reload here
            41       | 41 b    | 42     | no     | was edited there and is not in force yet
            41       | 41 b    | 42     | yes    | taken
            """, useHeadersInDisplayName = true)
    void serialNumbersDecideAndNothingTypedIsLost(String inForce, String onDisk, String pushed, String forced,
            String becomes) {
        Arrival arrival = Arrival.judge(file(inForce), Optional.ofNullable(onDisk).map(d -> file(d).file()),
                file(pushed), forced.equals("yes"));
        assertThat(switch (arrival) {
            case Arrival.Taken() -> "taken";
            case Arrival.Known(var note) -> "known" + note;
            case Arrival.Refused(var why) -> English.of(why);
        }).contains(becomes);
    }

    @Test
    void everyTextSurvivesPacking() throws IOException {
        var random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] file = new byte[random.nextInt(5000)];
            random.nextBytes(file);
            assertThat(ConfigPacking.unpack(ConfigPacking.pack(file))).isEqualTo(file);
            assertThat(LvsConfFile.of(SOURCE.file(), file).bytes()).as("as text and back").isEqualTo(file);
        }
    }

    @Test
    void aFileThatIsTooLongForPulseIsSaidWithTheCure() {
        byte[] file = new byte[3 << 20];
        new Random(5).nextBytes(file);
        List<String> said = new ArrayList<>();
        try {
            said.add(ConfigPacking.pack(file));
        } catch (IOException e) {
            said.add(String.valueOf(e.getMessage()));
        }
        assertThat(said.getFirst()).startsWith("lvs.cf has 3145728 bytes, ").contains("copy it with scp");
    }

    /** The last one unpacks to 17 MiB of zeros. */
    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense!", "AAAA", "bomb"})
    void whatNoHubPackedIsRefused(String packed) throws IOException {
        String word = packed.equals("bomb") ? ConfigPacking.pack(new byte[17 << 20]) : packed;
        List<String> said = new ArrayList<>();
        try {
            said.add("unpacked: " + ConfigPacking.unpack(word).length);
        } catch (IOException e) {
            said.add("refused");
        }
        assertThat(said).containsExactly("refused");
    }
}
