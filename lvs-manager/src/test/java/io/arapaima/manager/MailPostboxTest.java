package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.English;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.arapaima.ipc.Subject;
import io.arapaima.testkit.FreePort;
import io.arapaima.alerts.Backoff;
import io.arapaima.alerts.MailDigest;
import io.arapaima.alerts.MailFixture;
import io.arapaima.alerts.MailMessage;
import io.arapaima.alerts.MailPace;
import io.arapaima.alerts.MailPostbox;
import io.arapaima.alerts.MailRound;
import io.arapaima.alerts.MailSpool;
import io.arapaima.alerts.ScriptedSmtp;
import io.arapaima.alerts.Situation;
import io.arapaima.config.Mail;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Serving;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.planner.News;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the hub's real memory to a real mail server; decisions follow the test's clock. */
class MailPostboxTest {
    private static final String OPS = "email_to = ops@example.org";

    @TempDir
    Path folder = Path.of("");

    private final AtomicReference<Instant> now = new AtomicReference<>(MailFixture.NOON);
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final GreenMail green = MailFixture.greenMail(0, ServerSetup.PROTOCOL_SMTP);

    @BeforeEach
    void start() {
        green.start();
    }

    @AfterEach
    void stop() {
        green.stop();
    }

    private Chronicle chronicle() throws IOException {
        return new Chronicle(new StateFile(folder), new Journal(folder), now::get);
    }

    private MailPostbox postbox(Mail mail, MailSpool.Limits limits) throws IOException {
        var policy = new MailRound.Policy(new Backoff.Pauses(Duration.ofMillis(1), Duration.ofMillis(20)), 10, 3, 7);
        var postbox = new MailPostbox(folder, mail, new MailPostbox.Setting(MailFixture.access(), now::get,
                ZoneId.of("UTC"), MailPace.Rhythm.DEFAULT, limits, policy));
        postbox.onTrouble((subject, why) -> troubles.add(subject + "=" + English.of(why)));
        return postbox;
    }

    private Mail mail(String... lines) {
        return MailFixture.mail(green.getSmtp().getPort(), lines);
    }

    private static void happens(Chronicle chronicle, int... servers) {
        chronicle.record(chronicle.state(), IntStream.of(servers).mapToObj(s -> new News(
                Event.Kind.SERVER_DOWN, new Subject.Server("web", "s" + s), "up", "down", "REFUSED", "")).toList());
    }

    private void pass(Duration time) {
        now.updateAndGet(t -> t.plus(time));
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (int i = 0; i < 3000 && !wanted.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("mail"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void eventsOfAFewSecondsTravelTogether() throws Exception {
        Chronicle chronicle = chronicle();
        try (var postbox = postbox(mail(OPS), MailSpool.Limits.DEFAULT)) {
            happens(chronicle, 1);
            postbox.flush(chronicle, Situation.UNKNOWN);
            pass(Duration.ofSeconds(1));
            happens(chronicle, 2, 3);
            postbox.flush(chronicle, Situation.UNKNOWN);
            assertThat(chronicle.state().outbox()).hasSize(3);
            assertThat(spooled()).isEmpty();
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            assertThat(chronicle.state().outbox()).isEmpty();
            await(() -> green.getReceivedMessages().length == 1);
            assertThat(green.getReceivedMessages()[0].getContent().toString())
                    .contains("3 servers of web DOWN: s1, s2, s3");
            await(() -> postbox.status().words().equals("0 waiting"));
        }
    }

    @Test
    void withoutRecipientsNothingIsSpooledAndNothingPilesUp() throws Exception {
        Chronicle chronicle = chronicle();
        try (var postbox = postbox(mail(), MailSpool.Limits.DEFAULT)) {
            happens(chronicle, 1, 2);
            postbox.flush(chronicle, Situation.UNKNOWN);
            assertThat(chronicle.state().outbox()).isEmpty();
            assertThat(spooled()).isEmpty();
            assertThat(postbox.status().words()).isEqualTo("off, no email_to");
            assertThat(postbox.test().lines()).containsExactly("no mail is configured: lvs.cf has no email_to");
        }
    }

    @Test
    void aKillBetweenSpoolAndMemoryMakesOneMailNotTwo() throws Exception {
        Chronicle killed = chronicle();
        happens(killed, 1, 2);
        var spool = new MailSpool(folder.resolve("mail"), MailSpool.Limits.DEFAULT);
        MailDigest digest = MailDigest.compose(killed.state().outbox(), "director1", ZoneId.of("UTC"));
        spool.write(digest, MailMessage.write(digest, "director1"));

        Chronicle chronicle = chronicle();
        assertThat(chronicle.state().outbox()).hasSize(2);
        happens(chronicle, 3);
        try (var postbox = postbox(mail(OPS), MailSpool.Limits.DEFAULT)) {
            Thread.sleep(100);
            assertThat(green.getReceivedMessages()).isEmpty();
            postbox.flush(chronicle, Situation.UNKNOWN);
            assertThat(chronicle.state().outbox()).extracting(Event::subject).containsExactly("web/s3");
            await(() -> green.getReceivedMessages().length == 1);
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> green.getReceivedMessages().length == 2);
            assertThat(green.getReceivedMessages()[1].getContent().toString()).doesNotContain("s1 of web");
        }
    }

    @Test
    void troubleWithTheServerIsToldOnceAndSoIsItsEnd() throws Exception {
        Chronicle chronicle = chronicle();
        int port = green.getSmtp().getPort();
        green.stop();
        try (var postbox = postbox(MailFixture.mail(port, OPS), MailSpool.Limits.DEFAULT)) {
            happens(chronicle, 1);
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> {
                pass(Duration.ofMillis(20));
                return !troubles.isEmpty();
            });
            assertThat(troubles.getFirst()).startsWith("mail=mail server 127.0.0.1:" + port + " cannot be reached");
            assertThat(postbox.status().words()).startsWith("1 waiting, last error: mail server");
            green.start();
            postbox.configure(mail(OPS));
            await(() -> troubles.size() == 2);
            assertThat(troubles.getLast()).isEqualTo("mail=");
            assertThat(green.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void aFullSpoolIsTroubleAndItsEventsWait() throws Exception {
        Chronicle chronicle = chronicle();
        int port = green.getSmtp().getPort();
        green.stop();
        try (var postbox = postbox(MailFixture.mail(port, OPS), new MailSpool.Limits(1, 100_000, 1))) {
            happens(chronicle, 1);
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            happens(chronicle, 2);
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            postbox.flush(chronicle, Situation.UNKNOWN);
            assertThat(chronicle.state().outbox()).hasSize(1);
            assertThat(troubles).filteredOn(t -> t.startsWith("mail spool=")).hasSize(1).first().asString()
                    .contains("may hold 1 mails");
            green.start();
            postbox.configure(mail(OPS));
            await(() -> green.getReceivedMessages().length == 1);
            await(() -> postbox.status().words().equals("0 waiting"));
            pass(Duration.ofSeconds(5));
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> green.getReceivedMessages().length == 2);
            assertThat(troubles).contains("mail spool=");
        }
    }

    @Test
    void closingInterruptsAServerThatSaysNothing() throws Exception {
        try (var mute = new ScriptedSmtp(_ -> ScriptedSmtp.MUTE)) {
            Chronicle chronicle = chronicle();
            var postbox = postbox(MailFixture.mail(mute.port(), OPS), MailSpool.Limits.DEFAULT);
            happens(chronicle, 1);
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> mute.heard.contains("banner"));
            long start = System.nanoTime();
            postbox.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MailFixture.PATIENCE.dividedBy(2));
            assertThat(spooled()).hasSize(1);
        }
    }

    @Test
    void anOutageIsMailedAtOnceBehindAServerThatHasUsedUpItsMails() throws Exception {
        Chronicle chronicle = chronicle();
        try (var postbox = postbox(mail(OPS), MailSpool.Limits.DEFAULT)) {
            for (int i = 1; i <= 40; i++) {
                happens(chronicle, 1);
                pass(Duration.ofSeconds(4));
                postbox.flush(chronicle, Situation.UNKNOWN);
            }
            int before = spooledOrSent();
            assertThat(before).as("one flapping server in 160 s").isLessThanOrEqualTo(21);
            assertThat(postbox.held(chronicle)).hasValueSatisfying(held -> {
                assertThat(held.events()).isEqualTo(chronicle.state().outbox().size()).isGreaterThan(10);
                assertThat(held.subjects()).containsExactly("web/s1");
                assertThat(held.next()).isAfter(now.get()).isBeforeOrEqualTo(now.get().plusSeconds(300));
            });
            chronicle.record(chronicle.state(), List.of(new News(Event.Kind.SERVICE_DOWN, new Subject.Service("cache"),
                    "real servers", "nobody", "0 of 2 real servers in service", "clients get no answer")));
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> green.getReceivedMessages().length > before);
            assertThat(green.getReceivedMessages()[before].getSubject())
                    .startsWith("[director1] cache DOWN: 0 of 2 real servers in service; 1 more change");
            assertThat(postbox.held(chronicle)).isEmpty();
        }
    }

    @Test
    void anotherLimitCountsFromTheReloadOn() throws Exception {
        Chronicle chronicle = chronicle();
        try (var postbox = postbox(mail(OPS, "email_limit = 1"), MailSpool.Limits.DEFAULT)) {
            happens(chronicle, 1);
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            happens(chronicle, 1);
            pass(Duration.ofSeconds(20));
            postbox.flush(chronicle, Situation.UNKNOWN);
            assertThat(chronicle.state().outbox()).hasSize(1);
            assertThat(postbox.held(chronicle)).isPresent();
            postbox.configure(mail(OPS, "email_limit = 2"));
            assertThat(postbox.held(chronicle)).isEmpty();
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> green.getReceivedMessages().length == 2);
        }
    }

    @Test
    void aDirectorThatStopsLeavesNothingForItsNextStart() throws Exception {
        Chronicle chronicle = chronicle();
        var postbox = postbox(mail(OPS), MailSpool.Limits.DEFAULT);
        happens(chronicle, 1);
        postbox.drain(chronicle, Situation.UNKNOWN);
        postbox.close();
        assertThat(chronicle.state().outbox()).isEmpty();
        await(() -> green.getReceivedMessages().length == 1);
    }

    @Test
    void anOutageTriesAMailServerThatIsBackBeforeItsPauseIsOver() throws Exception {
        Chronicle chronicle = chronicle();
        int port = FreePort.any();
        GreenMail later = MailFixture.greenMail(port, ServerSetup.PROTOCOL_SMTP);
        var policy = new MailRound.Policy(new Backoff.Pauses(Duration.ofHours(1), Duration.ofHours(1)), 10, 3, 7);
        Mail mail = MailFixture.mail(port, OPS);
        try (var postbox = new MailPostbox(folder, mail, new MailPostbox.Setting(MailFixture.access(), now::get,
                ZoneId.of("UTC"), MailPace.Rhythm.DEFAULT, MailSpool.Limits.DEFAULT, policy))) {
            happens(chronicle, 1);
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> postbox.status().words().contains("last error"));
            later.start();
            chronicle.record(chronicle.state(), List.of(new News(Event.Kind.SERVICE_DOWN, new Subject.Service("cache"),
                    "real servers", "nobody", "0 of 2 real servers in service", "clients get no answer")));
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, Situation.UNKNOWN);
            await(() -> later.getReceivedMessages().length == 2);
        } finally {
            later.stop();
        }
    }

    private Situation down(Instant since) {
        return new Situation(now.get(), 1, 2, List.of(new Situation.Service("cache", "10.0.0.101:6379", Serving.NOBODY,
                0, 2, Optional.of(since), List.of())), List.of(), List.of(), true);
    }

    @Test
    void whatLastsIsRemindedOfInTheThreadOfItsFirstMailAcrossARestart() throws Exception {
        String[] lines = {OPS, "email_reminder = 1h"};
        Instant began = now.get();
        Chronicle chronicle = chronicle();
        try (var postbox = postbox(mail(lines), MailSpool.Limits.DEFAULT)) {
            chronicle.record(chronicle.state(), List.of(new News(Event.Kind.SERVICE_DOWN, new Subject.Service("cache"),
                    "real servers", "nobody", "", "")));
            postbox.flush(chronicle, down(began));
            pass(Duration.ofSeconds(2));
            postbox.flush(chronicle, down(began));
            await(() -> green.getReceivedMessages().length == 1);
            pass(Duration.ofMinutes(59));
            postbox.flush(chronicle, down(began));
        }
        try (var postbox = postbox(mail(lines), MailSpool.Limits.DEFAULT)) {
            postbox.flush(chronicle, down(began));
            pass(Duration.ofMinutes(1));
            postbox.flush(chronicle, down(began));
            await(() -> green.getReceivedMessages().length == 2);
            pass(Duration.ofMinutes(1));
            postbox.flush(chronicle, down(began));
            chronicle.record(chronicle.state(), List.of(new News(Event.Kind.SERVICE_UP, new Subject.Service("cache"),
                    "nobody", "real servers", "", "")));
            pass(Duration.ofSeconds(2));
            var well = new Situation(now.get(), 1, 2, List.of(), List.of(), List.of(), true);
            postbox.flush(chronicle, well);
            await(() -> green.getReceivedMessages().length == 3);
            pass(Duration.ofHours(2));
            postbox.flush(chronicle, new Situation(now.get(), 1, 2, List.of(), List.of(), List.of(), true));
        }
        var mails = green.getReceivedMessages();
        assertThat(mails).hasSize(3);
        String first = mails[0].getHeader("Message-ID")[0];
        assertThat(mails[0].getHeader("References")).isNull();
        assertThat(mails[1].getHeader("References")).containsExactly(first);
        assertThat(mails[1].getSubject()).isEqualTo("[director1] STILL cache DOWN, 0 of 2 servers, for 1 h");
        assertThat(mails[2].getHeader("References")).containsExactly(first);
        assertThat(mails[2].getHeader("In-Reply-To")).containsExactly(first);
    }

    private int spooledOrSent() throws InterruptedException {
        await(() -> {
            try {
                return spooled().isEmpty();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return green.getReceivedMessages().length;
    }
}
