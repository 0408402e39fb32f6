package io.arapaima.lvsctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From answers to files; each set-up here ends with the doctor, who finds that this machine is none of the directors. */
class SetupTest {
    private static final String LONE = "director = 192.0.2.1\naddress = 192.0.2.9\ninterface = eth0\nservers = 192.0.2.11 192.0.2.12\n";
    private static final String PAIR = LONE + "partner = 192.0.2.2\nwitness = 192.0.2.254\n";

    @TempDir
    Path folder = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int setup(String... more) {
        List<String> words = new ArrayList<>(List.of("setup", "--config=" + folder.resolve("lvs.cf"),
                "--key=" + folder.resolve("key"), "--partner-copy=" + folder.resolve("partner")));
        words.addAll(List.of(more));
        return lvsctl(words.toArray(String[]::new));
    }

    private int lvsctl(String... all) {
        return Main.commandLine(all).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
    }

    private String answers(String text) throws IOException {
        return "--answers=" + Files.writeString(folder.resolve("answers"), text);
    }

    private String config() throws IOException {
        return Files.readString(folder.resolve("lvs.cf"));
    }

    @Test
    void aLoneDirectorNeedsFourAnswers() throws IOException {
        assertThat(setup(answers(LONE))).isEqualTo(1);
        assertThat(out.toString()).contains("lvs.cf is written", "none of the directors");
        assertThat(config()).contains("primary = 192.0.2.1\n", "network = direct\n", "virtual web {\n",
                "    address = 192.0.2.9 eth0:1\n", "    port = 80\n", "    check = http\n",
                "        address = 192.0.2.12\n").doesNotContain("backup", "heartbeat_key");
        assertThat(LvsConfReader.check(config(), CheckCatalogue.UNKNOWN, HostResolver.system()).errors()).isEmpty();
        assertThat(folder.resolve("key")).doesNotExist();
    }

    @Test
    void aPairGetsAKeyAndCopiesThatTheOtherOneTakes() throws IOException {
        assertThat(setup(answers(PAIR))).isEqualTo(1);
        Path key = folder.resolve("key");
        assertThat(config()).contains("backup_active = 1\n", "backup = 192.0.2.2\n", "heartbeat_key = " + key + "\n",
                "reach = 192.0.2.254\n", "sync = 1\n");
        assertThat(Files.readString(key)).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        Path partner = folder.resolve("partner");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(partner))).isEqualTo("rwx------");
        assertThat(out.toString()).contains("scp -r " + partner + " root@192.0.2.2:/root/");
        String first = config();
        Path there = Files.createDirectory(folder.resolve("there"));
        assertThat(lvsctl("setup", "--take=" + partner, "--config=" + there.resolve("lvs.cf"),
                "--key=" + there.resolve("key")))
                .isEqualTo(1);
        assertThat(there.resolve("lvs.cf")).hasContent(first);
        assertThat(there.resolve("key")).hasSameTextualContentAs(key);
    }

    @Test
    void whatIsThereStays() throws IOException {
        Files.writeString(folder.resolve("lvs.cf"), "mine\n");
        Files.writeString(folder.resolve("key"), "secret\n");
        assertThat(setup(answers(PAIR))).isEqualTo(1);
        assertThat(config()).isEqualTo("mine\n");
        assertThat(err.toString()).contains("lvs.cf is there already; --force replaces it");
        assertThat(setup(answers(PAIR), "--force")).isEqualTo(1);
        assertThat(config()).contains("backup = 192.0.2.2\n");
        assertThat(folder.resolve("lvs.cf.before-setup")).hasContent("mine");
        assertThat(folder.resolve("key")).hasContent("secret");
    }

    @Test
    void wrongAnswersWriteNothingAndAreAllNamed() throws IOException {
        assertThat(setup(answers("director = here\nport = 99999\nforwarding = dr\n"))).isEqualTo(1);
        assertThat(err.toString()).contains("director is here; write an address", "port is 99999; write a port",
                "forwarding is dr; write direct, nat or tunnel", "address must be answered",
                "servers must be answered");
        assertThat(setup(answers("adress = 192.0.2.9\n"))).isEqualTo(1);
        assertThat(err.toString()).contains("adress is no question of setup; is address meant?");
        assertThat(setup(answers(LONE + "check = all(http\n"))).isEqualTo(1);
        assertThat(folder.resolve("lvs.cf")).doesNotExist();
    }

    @Test
    void aPersonIsAskedAgain() throws IOException {
        InputStream in = System.in;
        try {
            System.setIn(new ByteArrayInputStream(
                    "192.0.2.1\n\nmail\n192.0.2.9\neth0\n25\n192.0.2.11\nfoo\nnat\n\n\n\n\n"
                            .getBytes(StandardCharsets.US_ASCII)));
            assertThat(setup()).isEqualTo(1);
        } finally {
            System.setIn(in);
        }
        assertThat(out.toString()).contains("Address of this director",
                "forwarding is foo; write direct, nat or tunnel");
        assertThat(config()).contains("network = nat\n", "virtual mail {", "    check = smtp\n");
    }

    @Test
    void theListOfQuestionsIsAFileOfAnswers() throws IOException {
        assertThat(setup("--questions")).isZero();
        String listed = out.toString();
        assertThat(listed).contains("# Address of the other director", "\npartner = ", "\ninner = ", "\nport = 80\n");
        assertThat(setup(answers(listed.replaceAll("(?m)^(director|address|inner) = .*", "$1 = 192.0.2.1")
                .replaceAll("(?m)^(\\w*interface) = .*", "$1 = eth0")
                .replaceAll("(?m)^servers = .*", "servers = 192.0.2.11")))).isEqualTo(1);
        assertThat(config()).contains("primary = 192.0.2.1\n");
    }
}
