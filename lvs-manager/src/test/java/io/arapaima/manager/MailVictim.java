package io.arapaima.manager;

import io.arapaima.ipc.Subject;
import io.arapaima.alerts.Backoff;
import io.arapaima.alerts.MailFixture;
import io.arapaima.alerts.MailPace;
import io.arapaima.alerts.MailPostbox;
import io.arapaima.alerts.MailRound;
import io.arapaima.alerts.MailSpool;
import io.arapaima.alerts.Situation;
import io.arapaima.config.Mail;
import io.arapaima.ipc.Event;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.planner.News;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A program for {@link MailKillTest} to kill: the hub's memory and its postbox, in a hurry. */
final class MailVictim {
    private static final MailPace.Rhythm HASTY = new MailPace.Rhythm(Duration.ofMillis(5), Duration.ofMillis(25),
            Duration.ZERO);

    private MailVictim() {}

    /** Folder, port, seed, and how many events this life brings at most; then it sends what is left, and ends. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Mail mail = MailFixture.mail(Integer.parseInt(args[1]), "email_to = ops@example.org boss@example.org");
        var random = new Random(Long.parseLong(args[2]));
        long last = Long.parseLong(args[3]);
        var clock = InstantSource.system();
        var chronicle = new Chronicle(new StateFile(folder), new Journal(folder), clock);
        var pauses = new Backoff.Pauses(Duration.ofMillis(5), Duration.ofMillis(100));
        try (var postbox = new MailPostbox(folder, mail, new MailPostbox.Setting(MailFixture.access(), clock,
                ZoneId.of("UTC"), HASTY, MailSpool.Limits.DEFAULT, new MailRound.Policy(pauses, 10, 3, 7)))) {
            last += chronicle.newest();
            while (chronicle.newest() < last || !chronicle.state().outbox().isEmpty()
                    || holdsMail(folder.resolve("mail"))) {
                if (chronicle.newest() < last) {
                    bringNews(chronicle, random);
                }
                postbox.flush(chronicle, Situation.UNKNOWN);
                System.out.println("pass");
                Thread.sleep(random.nextInt(10));
            }
        }
        System.out.println("done " + chronicle.newest());
    }

    /** Asked of the disk: what the sender says of itself is that of its last round. */
    private static boolean holdsMail(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.anyMatch(file -> file.toString().endsWith(".eml"));
        }
    }

    private static void bringNews(Chronicle chronicle, Random random) {
        long first = chronicle.newest() + 1;
        List<News> news = LongStream.range(first, first + random.nextInt(4))
                .mapToObj(n -> new News(Event.Kind.SERVER_DOWN, new Subject.Server("web", "s" + n), "up", "down",
                        "REFUSED", ""))
                .toList();
        chronicle.record(chronicle.state(), news);
    }
}
