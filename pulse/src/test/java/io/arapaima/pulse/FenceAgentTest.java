package io.arapaima.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.arapaima.config.LvsConfig;
import io.arapaima.config.LvsConfFile;
import io.arapaima.testkit.LatinScript;
import io.arapaima.checkspec.Encoding;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.FenceSettings;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that speak the protocol of the fence-agents; among them a real one, where Debian's package is installed. */
class FenceAgentTest {
    private static final Path DUMMY = Path.of("/usr/sbin/fence_dummy");
    private static final Rules.Director PRIMARY = new Rules.Director(0, "primary");

    @TempDir
    private Path folder;
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();

    private Path script(String name, String text) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Fences fences(Path agent, String options) {
        return fences(agent, options, 60);
    }

    private Fences fences(Path agent, String options, int timeout) {
        FenceSettings settings = LvsConfReader.read("fence_agent = " + agent + "\nprimary_fence = \"" + options
                + "\"\nfence_timeout = " + timeout + "\nfence_action = off\n", CheckCatalogue.UNKNOWN,
                HostResolver.none()).config()
                .orElseThrow().heartbeat().fencing();
        return new Fences(settings, Encoding.UTF_8, List.of(PRIMARY), inputs::add);
    }

    private String shot(Fences fences) throws InterruptedException {
        fences.shoot(PRIMARY);
        return ((Input.Fenced) java.util.Objects.requireNonNull(inputs.poll(90, TimeUnit.SECONDS))).failure();
    }

    @Test
    void theAgentIsToldActionAndOptionsOnItsStandardInput() throws Exception {
        Path said = folder.resolve("said");
        Path agent = script("agent", "cat > " + said + "; echo $# >> " + said);
        assertThat(shot(fences(agent, "ip=10.1.0.1   password=a=b"))).isEmpty();
        assertThat(said).hasContent("action=off\nip=10.1.0.1\npassword=a=b\n0\n");
        Path file = Files.writeString(folder.resolve("options"), "# the board\n\nip=10.1.0.1\npassword=with blanks \n");
        assertThat(shot(fences(agent, "@" + file))).isEmpty();
        assertThat(said).hasContent("action=off\nip=10.1.0.1\npassword=with blanks\n0\n");
        assertThat(fences(agent, "@" + file).test()).containsEntry("primary", "");
        assertThat(said).content().startsWith("action=monitor\n");
    }

    @Test
    void whatWentWrongIsToldInOneSentence() throws Exception {
        assertThat(shot(fences(script("fail", "echo useless; echo Unable to connect >&2; exit 3"), "a=b")))
                .isEqualTo("fail off ended with exit code 3: Unable to connect");
        assertThat(shot(fences(script("deaf", "exec <&-; exit 1"), "a=b")))
                .isEqualTo("deaf off ended with exit code 1");
        assertThat(shot(fences(folder.resolve("missing"), "a=b"))).contains("is no program that can be run");
        assertThat(fences(folder.resolve("missing"), "a=b").obstacles()).singleElement().asString()
                .startsWith("primary: ").contains("install the package fence-agents");
        assertThat(fences(script("fine", "exit 0"), "@" + folder.resolve("nowhere")).obstacles()).singleElement()
                .asString().contains("cannot be read");
    }

    /** In an lvs.cf in ISO 8859-1 a letter that is not ASCII is one byte; a file of its own is read for itself. */
    @Test
    void anAgentGetsTheBytesOfTheFile() throws Exception {
        Path said = folder.resolve("said");
        String agent = LatinScript.in(folder, "cat >" + said);
        Path options = Files.write(folder.resolve("options"), "password=\u00fc".getBytes(StandardCharsets.UTF_8));
        String text = "fence_agent = " + agent + "\nprimary_fence = \"login=\u00fc\"\nbackup_fence = \"@" + options
                + "\"\nfence_action = off\n";
        LvsConfig config = LvsConfReader.read(LvsConfFile.of(folder.resolve("lvs.cf"),
                text.getBytes(StandardCharsets.ISO_8859_1)), CheckCatalogue.UNKNOWN, HostResolver.none()).config()
                .orElseThrow();
        var backup = new Rules.Director(1, "backup");
        var fences = new Fences(config.heartbeat().fencing(), config.encoding(), List.of(PRIMARY, backup), inputs::add);
        assertThat(fences.obstacles()).isEmpty();
        assertThat(shot(fences)).isEmpty();
        assertThat(said).hasBinaryContent("action=off\nlogin=\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        fences.shoot(backup);
        assertThat(inputs.poll(90, TimeUnit.SECONDS)).isEqualTo(new Input.Fenced(1, ""));
        assertThat(said).hasBinaryContent("action=off\npassword=\u00fc\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anAgentThatHangsIsKilledWithItsChildren() throws Exception {
        Path pid = folder.resolve("pid");
        long start = System.nanoTime();
        assertThat(shot(fences(script("hang", "sleep 600 & echo $! > " + pid + "; wait"), "a=b", 2)))
                .isEqualTo("hang off did not end within 2 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(90));
        long child = Long.parseLong(Files.readString(pid).strip());
        Await.until("the agent's child is gone",
                () -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aRealAgentOfTheFenceAgentsUnderstandsUs() throws Exception {
        assumeTrue(Files.isExecutable(DUMMY), "needs Debian's package fence-agents");
        Path status = Files.writeString(folder.resolve("status"), "on");
        var agent = new FenceAgent(DUMMY.toString(), secret("type=file status_file=" + status), Duration.ofSeconds(30),
                Encoding.UTF_8);
        assertThat(agent.run("monitor")).isEmpty();
        assertThat(status).hasContent("on");
        assertThat(agent.run("off")).isEmpty();
        assertThat(status).hasContent("off");
        assertThat(agent.run("reboot")).isEmpty();
        assertThat(status).hasContent("on");
        Files.writeString(status, "neither");
        assertThat(agent.run("monitor")).get().asString().startsWith("fence_dummy monitor ended with exit code 1: ");
    }

    private static io.arapaima.config.Secret secret(String text) {
        return LvsConfReader.read("primary_fence = \"" + text + "\"\n", CheckCatalogue.UNKNOWN, HostResolver.none())
                .config().orElseThrow().heartbeat().fencing().target(0).orElseThrow();
    }
}
