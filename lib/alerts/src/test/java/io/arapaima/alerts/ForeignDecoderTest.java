package io.arapaima.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.arapaima.config.Language;
import io.arapaima.config.Mail;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import io.arapaima.ipc.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail in Japanese as it came over SMTP, read by a decoder that is not of our library: Python's {@code email}. */
@SuppressWarnings("NullAway.Init") // set before each test
class ForeignDecoderTest {
    private static final String DECODER = """
            import email, email.policy, json, sys
            raw = open(sys.argv[1], 'rb').read()
            head = raw.split(b'\\r\\n\\r\\n' if b'\\r\\n\\r\\n' in raw else b'\\n\\n', 1)[0]
            assert all(b < 128 for b in head), 'a header that is not ASCII'
            assert all(len(line) <= 78 for line in head.splitlines()), 'a header line of more than 78'
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            print(json.dumps({'subject': str(mail['Subject']), 'body': mail.get_content(),
                'references': str(mail['References'] or ''), 'id': str(mail['Message-ID']),
                'reply': str(mail['In-Reply-To'] or ''), 'type': mail.get_content_type(),
                'charset': mail.get_content_charset(), 'defects': [str(d) for d in mail.defects]}))
            """;
    private static final Reason TIMEOUT = new Reason.Failed("TIMEOUT", "応答 — 3 s", 2);

    @TempDir
    Path folder;

    private GreenMail green;
    private MailSpool spool;
    private Mail mail;

    @BeforeEach
    void open() throws IOException {
        green = MailFixture.greenMail(0, ServerSetup.PROTOCOL_SMTP);
        green.start();
        spool = new MailSpool(folder.resolve("mail"), MailSpool.Limits.DEFAULT);
        mail = MailFixture.mail(green.getSmtp().getPort(), "email_to = ops@example.org", "language = ja");
    }

    @AfterEach
    void stop() {
        green.stop();
    }

    private static MailDigest digest(Language language) {
        Instant at = MailFixture.NOON;
        var down = new Event(7, at, Event.Kind.SERVER_DOWN, new Subject.Server("受注", "サーバ壱"), "up", "down",
                "TIMEOUT", "", "", new Event.Facts("10.0.0.2:80", "10.0.0.100:80", 3, 4,
                        Optional.of(Duration.ofHours(2)), List.of(TIMEOUT)));
        var now = new Situation(at.plusSeconds(2), 4, 12, List.of(new Situation.Service("受注", "10.0.0.100:80",
                Serving.REAL_SERVERS, 3, 4, Optional.of(at), List.of(new Situation.Server("サーバ壱", "10.0.0.2:80",
                        ServerState.DOWN, Optional.of(at), List.of(TIMEOUT))))),
                List.of(), List.of(), true);
        return MailDigest.compose(List.of(down), new MailDigest.Frame(now, List.of("<first@director1>",
                "<second@director1>"), List.of(), MailPace.start(MailPace.Rhythm.DEFAULT, 20)),
                new MailStyle("director1", ZoneId.of("Asia/Tokyo"), language));
    }

    private JsonObject sent(MailDigest digest, Duration late) throws Exception {
        spool.write(digest, MailMessage.write(digest, "director1"));
        spool.release();
        new MailRound(spool, MailFixture.access(), MailRound.Policy.DEFAULT).run(mail, digest.written().plus(late));
        Path raw = folder.resolve("raw.eml");
        try (var out = Files.newOutputStream(raw)) {
            green.getReceivedMessages()[0].writeTo(out);
        }
        Path script = Files.writeString(folder.resolve("decode.py"), DECODER);
        Process python = new ProcessBuilder("python3", script.toString(), raw.toString()).redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).as(said).isZero();
        return JsonParser.parseString(said).getAsJsonObject();
    }

    @Test
    void itsSubjectTextAndThreadAreWhatWasWritten() throws Exception {
        MailDigest digest = digest(Language.JA);
        JsonObject read = sent(digest, Duration.ofSeconds(1));
        assertThat(read.get("subject").getAsString()).isEqualTo(digest.subject())
                .isEqualTo("[director1] 受注 3/4台: サーバ壱 (10.0.0.2:80) 障害: 応答なし (応答 — 3 s)");
        assertThat(read.get("body").getAsString().replace("\r\n", "\n").strip()).isEqualTo(digest.body().strip())
                .contains("【現在】サービスの障害なし、サーバ12台中1台障害");
        assertThat(read.get("type").getAsString()).isEqualTo("text/plain");
        assertThat(read.get("charset").getAsString()).isEqualTo("utf-8");
        assertThat(read.get("defects").getAsJsonArray()).isEmpty();
        assertThat(read.get("references").getAsString().split("\\s+")).containsExactly("<first@director1>",
                "<second@director1>");
        assertThat(read.get("reply").getAsString()).isEqualTo("<second@director1>");
        assertThat(read.get("id").getAsString()).isEqualTo("<7-7.1795262400000.arapaima@director1>");
    }

    @Test
    void oneThatIsLateSaysSoBeforeAllElse() throws Exception {
        MailDigest digest = digest(Language.JA);
        JsonObject read = sent(digest, Duration.ofSeconds(80));
        assertThat(read.get("subject").getAsString()).startsWith("[director1] (1分20秒遅延) 受注 3/4台: ");
        assertThat(read.get("body").getAsString().replace("\r\n", "\n"))
                .startsWith("【遅延】1分20秒前に作成されたメールです。").endsWith("\n\n" + digest.body());
        assertThat(read.get("id").getAsString()).isEqualTo("<7-7.1795262400000.arapaima@director1>");
        assertThat(read.get("references").getAsString()).contains("<first@director1>");
        assertThat(read.get("defects").getAsJsonArray()).isEmpty();
    }

    @Test
    void oneThatComesInTimeDoesNotSpeakOfIt() throws Exception {
        assertThat(sent(digest(Language.EN), Duration.ofSeconds(29)).get("subject").getAsString())
                .isEqualTo("[director1] 受注 3 of 4: サーバ壱 (10.0.0.2:80) DOWN: 応答 — 3 s");
    }
}
