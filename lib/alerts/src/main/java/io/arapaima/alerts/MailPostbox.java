package io.arapaima.alerts;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.DiskAlarm;
import io.arapaima.config.Mail;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The way from the hub's outbox to the mail server. Each step may be cut off by a kill: an event is in the outbox, then
 * in the outbox and in a mail of the spool, then only there, and only then may that mail leave.
 */
public final class MailPostbox implements Postbox {
    private static final System.Logger LOG = System.getLogger("lvs");
    /** Where {@code MailSpool} lives in the state folder. */
    private static final String FOLDER = "mail";
    /** A disk that is full now is full in a moment, too. */
    private static final Duration SPOOL_PAUSE = Duration.ofSeconds(5);
    /** The outbox is part of a file that is written with each event; more would make the hub slow. */
    private static final int MAX_OUTBOX = 5000;

    private final MailSpool spool;
    private final MailSender sender;
    private final Setting setting;
    private final IncidentFile incidents;
    private final AtomicReference<BiConsumer<String, Reason>> listener = new AtomicReference<>((_, _) -> {});
    private volatile Mail mail;
    /** Renewed by {@link #flush} alone. */
    private volatile MailPace pace;
    private Instant notBefore = Instant.MIN;
    private boolean spoolTrouble;

    /**
     * What may differ from place to place.
     *
     * @param access how to talk to mail servers
     * @param clock wall clock
     * @param zone where the operators live
     * @param rhythm when events become a mail
     * @param limits of the spool
     * @param policy of the sender
     */
    public record Setting(SmtpAccess access, InstantSource clock, ZoneId zone, MailPace.Rhythm rhythm,
            MailSpool.Limits limits, MailRound.Policy policy) {
        static Setting of(String host, InstantSource clock) {
            return new Setting(SmtpAccess.of(host), clock, ZoneId.systemDefault(), MailPace.Rhythm.DEFAULT,
                    MailSpool.Limits.DEFAULT, MailRound.Policy.DEFAULT);
        }
    }

    /**
     * The postbox of this host, sending already.
     *
     * @param stateFolder in which the spool lies
     * @param mail who is told, and through which server
     * @return the postbox; close it
     * @throws IOException if this host has no name
     */
    public static MailPostbox open(Path stateFolder, Mail mail) throws IOException {
        return new MailPostbox(stateFolder, mail, Setting.of(hostName(), InstantSource.system()));
    }

    /** The kernel's own word: looking the name up may take as long as a dead name server lets it. */
    private static String hostName() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    }

    /**
     * A postbox with a setting of its own, sending already.
     *
     * @param stateFolder in which the spool lies
     * @param mail who is told, and through which server
     * @param setting clock, zone, rhythm, limits
     * @throws IOException if the spool cannot be opened
     */
    public MailPostbox(Path stateFolder, Mail mail, Setting setting) throws IOException {
        this.mail = mail;
        this.setting = setting;
        this.pace = MailPace.start(setting.rhythm(), mail.limit());
        this.incidents = new IncidentFile(stateFolder, setting.access().host());
        this.spool = new MailSpool(stateFolder.resolve(FOLDER), setting.limits());
        this.sender = new MailSender(spool, new MailRound(spool, setting.access(), setting.policy()), setting.clock(),
                (subject, why) -> listener.get().accept(subject, why));
        sender.configure(mail);
        sender.start();
    }

    @Override
    public void configure(Mail settings) {
        mail = settings;
        sender.configure(settings);
    }

    @Override
    public void flush(Outbox events, Situation situation) {
        Instant now = setting.clock().instant();
        if (!notBefore.isAfter(now)) {
            flush(events, situation, now, pending -> !pace().due(pending, now).isAfter(now));
        }
    }

    @Override
    public void drain(Outbox events, Situation situation) {
        flush(events, situation, setting.clock().instant(), pending -> !pending.isEmpty());
    }

    private MailPace pace() {
        return pace.limited(mail.limit());
    }

    private void flush(Outbox events, Situation situation, Instant now, Predicate<List<Event>> due) {
        try {
            settle(events);
            List<Event> pending = events.outbox();
            if (mail.to().isEmpty()) {
                forget(events, pending.size());
            } else {
                incidents.look(situation, pending);
                if (due.test(pending)) {
                    write(pending, situation, now);
                    settle(events);
                }
                remind(situation, events);
            }
            trouble(Reason.NONE);
        } catch (IOException e) {
            notBefore = now.plus(SPOOL_PAUSE);
            trouble(new DiskAlarm.SpoolFailed(e.toString()));
            overflow(events);
        }
    }

    private MailStyle style() {
        return new MailStyle(setting.access().host(), setting.zone(), mail.language());
    }

    private void write(List<Event> pending, Situation situation, Instant now) throws IOException {
        var frame = new MailDigest.Frame(situation, incidents.roots(pending), pace().limited(pending, now), pace());
        MailDigest digest = MailDigest.compose(pending, frame, style());
        incidents.mailed(pending, digest);
        spool.write(digest, MailMessage.write(digest, setting.access().host()));
        pace = pace().after(pending, now);
        if (pending.stream().anyMatch(e -> MailTopic.of(e.kind()).urgent())) {
            sender.hurry();
        }
    }

    private void remind(Situation situation, Outbox events) throws IOException {
        Optional<Duration> every = mail.reminder();
        Set<String> due = every.map(e -> incidents.due(e, situation)).orElse(Set.of());
        if (every.isPresent() && !due.isEmpty()) {
            MailDigest digest = MailDigest.remind(situation, every.get(), incidents.roots(due), style());
            incidents.reminded(digest);
            spool.write(digest, MailMessage.write(digest, setting.access().host()));
            settle(events);
        }
    }

    /** The outbox forgets what the spool holds, then the spool may let it go; after a kill, the same. */
    private void settle(Outbox events) throws IOException {
        forget(events, spool.holds(events.outbox()));
        if (spool.release()) {
            sender.wake();
        }
    }

    private static void forget(Outbox events, int count) throws IOException {
        if (count > 0) {
            events.spooled(count);
        }
    }

    private static void overflow(Outbox events) {
        int excess = events.outbox().size() - MAX_OUTBOX;
        if (excess > 0) {
            LOG.log(System.Logger.Level.WARNING,
                    "{0} events will not be mailed: the spool takes nothing, and at most {1} wait; the journal has them",
                    excess, MAX_OUTBOX);
            try {
                events.spooled(excess);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "cannot save the shortened outbox: {0}", e.toString());
            }
        }
    }

    private void trouble(Reason why) {
        boolean now = !why.equals(Reason.NONE);
        if (now != spoolTrouble) {
            spoolTrouble = now;
            listener.get().accept("mail spool", why);
        }
    }

    @Override
    public Optional<DirectorSnapshot.HeldMail> held(Outbox events) {
        return mail.to().isEmpty()
                ? Optional.empty()
                : pace().held(events.waiting(), setting.clock().instant());
    }

    @Override
    public DirectorSnapshot.MailStatus status() {
        return sender.status();
    }

    @Override
    public Tried test() {
        return TestMail.send(mail, setting.access(), setting.clock().instant());
    }

    @Override
    public void onTrouble(BiConsumer<String, Reason> heard) {
        listener.set(heard);
    }

    @Override
    public void close() {
        sender.close();
    }
}
