package io.arapaima.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.Verdict;
import io.arapaima.testkit.JvmFlags;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that are no ASCII come out as they stand in lvs.cf, in processes that have no locale, as a service manager starts them. */
class JapaneseNamesTest {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String SERVICE = "\u6b63\u5e38";
    private static final String SERVER = "\u672c\u756a\u30b5\u30fc\u30d01";

    @TempDir
    private Path folder;

    private static ProcessBuilder program(String name, String... words) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(JvmFlags.of(name.equals("manager") ? "lvs-manager" : name));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "io.arapaima." + name + ".Main"));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(key -> key.startsWith("LC_") || key.startsWith("LANG"));
        return process;
    }

    private static byte[] said(ProcessBuilder program) throws IOException {
        Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return process.getInputStream().readAllBytes();
    }

    private static String file(String service, String more) {
        return more + """
                serial_no = 7
                primary = 127.0.0.1
                data_plane = none
                virtual %s {
                  active = 1
                  address = 10.0.0.9 lo:1
                  server %s {
                    address = 10.0.0.11
                    active = 1
                  }
                }
                """.formatted(service, SERVER);
    }

    @Test
    void statusMailAndJournalShowThem() throws Exception {
        var mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        Path file = Files.writeString(folder.resolve("lvs.cf"),
                file(SERVICE, "email_to = ops@example.org\nemail_from = lvs@example.org\nsmtp_server = 127.0.0.1:"
                        + mails.getSmtp().getPort() + "\n"));
        Path log = folder.resolve("log");
        Process hub = program("manager", "-c", file.toString(), "--run-dir=" + folder, "--state-dir=" + folder,
                "--role=active").redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try (IpcConnection nanny = nanny(hub, log)) {
            List<Verdict> down = plan(nanny).checks().stream()
                    .map(check -> new Verdict(check.id(), Verdict.State.DOWN, "REFUSED: Connection refused",
                            Instant.now()))
                    .toList();
            nanny.send(new Message.VerdictSnapshot(down));
            MimeMessage mail = mail(mails);
            assertThat(mail.getContent().toString()).contains(SERVICE + "/" + SERVER);
            assertThat(mail.getSubject()).contains(SERVICE);
            assertThat(Files.readString(folder.resolve("events.jsonl"))).contains(SERVICE + "/" + SERVER);
            assertThat(Files.readString(log)).contains(SERVICE + "/" + SERVER);
            assertThat(new String(said(program("lvsctl", "status", "--run-dir=" + folder)), UTF_8))
                    .contains(SERVICE, SERVER);
        } finally {
            hub.destroyForcibly().onExit().join();
            mails.stop();
        }
    }

    private IpcConnection nanny(Process hub, Path log) throws Exception {
        while (true) {
            try {
                IpcConnection nanny = IpcConnection.connect(folder.resolve("lvs-manager.sock"));
                nanny.send(new Message.Hello("nanny", "1", ProcessHandle.current().pid()));
                nanny.send(new Message.Offered(CheckCatalogue.UNKNOWN));
                return nanny;
            } catch (IOException e) {
                assertThat(hub.isAlive()).as(Files.readString(log)).isTrue();
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static Message.CheckPlan plan(IpcConnection nanny) throws IOException {
        while (true) {
            if (nanny.receive() instanceof Message.CheckPlan plan) {
                return plan;
            }
        }
    }

    private static MimeMessage mail(GreenMail mails) throws Exception {
        while (true) {
            for (MimeMessage mail : mails.getReceivedMessages()) {
                if (Optional.ofNullable(mail.getSubject()).orElse("").contains("DOWN")
                        || mail.getContent().toString().contains(" down")) {
                    return mail;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** One file in both character sets: the same name, and of each file the digest of its bytes, whoever reads it. */
    @Test
    void aLatinNameIsReadInEitherCharacterSet() throws Exception {
        for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
            byte[] bytes = file("caf\u00e9", "").replace(SERVER, "s1").getBytes(charset);
            Path file = Files.write(folder.resolve("lvs.cf"), bytes);
            assertThat(new String(said(program("lvsctl", "check", "--json", file.toString())), UTF_8)).as("%s", charset)
                    .contains("\"caf\u00e9\"");
            int digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getInt();
            assertThat(new String(said(program("pulse", "--pair-settings", "-c", file.toString(),
                    "--state-dir=" + folder)), UTF_8)).as("%s", charset).contains("\"digest\":" + digest);
        }
    }
}
