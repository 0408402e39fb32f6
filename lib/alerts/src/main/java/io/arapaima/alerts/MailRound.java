package io.arapaima.alerts;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.MailAlarm;
import io.arapaima.ipc.reason.English;
import io.arapaima.config.Mail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tries what waits in the spool, oldest first, and remembers what failed. A server that cannot be used stops the round;
 * a mail that it does not want delays only itself. Stepped from outside, time is handed in; for one thread.
 *
 * <p>A mail leaves the spool when each recipient has it or is refused for good while another has it. A mail that is
 * refused for all is tried {@link Policy#rejections} times, because most often a setting is wrong, and then kept apart.
 * Deferred mail (4xx) is tried for ever: it is the spool's limits that end it, and those speak up.
 */
public final class MailRound {
    private static final System.Logger LOG = System.getLogger("lvs");
    /** A mail server that scans, or one that is tried again, takes less. */
    private static final Duration LATE = Duration.ofSeconds(30);

    /**
     * When to try again, and when to call it trouble.
     *
     * @param pauses between tries
     * @param rejections tries of a mail that is refused for all
     * @param unusable failures in a row of the server until that is trouble
     * @param deferrals failures in a row of a mail until that is trouble
     */
    public record Policy(Backoff.Pauses pauses, int rejections, int unusable, int deferrals) {
        /** About 20 minutes: time to mend smtp_server or a relay rule. */
        private static final int REJECTIONS = 10;
        /** After 15 s: a restart of the mail server is no trouble. */
        private static final int UNUSABLE = 3;
        /** After 5 minutes: greylisting is no trouble. */
        private static final int DEFERRALS = 7;

        static final Policy DEFAULT = new Policy(Backoff.Pauses.DEFAULT, REJECTIONS, UNUSABLE, DEFERRALS);
    }

    private final MailSpool spool;
    private final SmtpAccess access;
    private final Policy policy;
    private final Map<SpooledMail, Backoff> mails = new HashMap<>();
    private final Map<String, Reason> refused = new TreeMap<>();
    private Optional<Reason> givenUp = Optional.empty();
    private Backoff server = Backoff.NONE;

    MailRound(MailSpool spool, SmtpAccess access, Policy policy) {
        this.spool = spool;
        this.access = access;
        this.policy = policy;
    }

    /** Something was mended, perhaps: all is tried anew. */
    void forgive() {
        server = Backoff.NONE;
        mails.clear();
    }

    /** Something is urgent: the server is tried now, whatever it has done before; its failures still count. */
    void hurry() {
        server = server.hurried();
    }

    /** One pass over the spool. */
    void run(Mail mail, Instant now) throws IOException {
        List<SpooledMail> waiting = spool.waiting();
        mails.keySet().retainAll(new HashSet<>(waiting));
        refused.keySet().retainAll(mail.to());
        List<SpooledMail> due = waiting.stream()
                .filter(m -> mails.getOrDefault(m, Backoff.NONE).due(now, policy.pauses())).toList();
        if (due.isEmpty() || !server.due(now, policy.pauses())) {
            return;
        }
        try {
            send(due, mail, now);
            server = Backoff.NONE;
        } catch (MailServerException e) {
            server = server.failed(now, e.alarm(), policy.pauses());
            LOG.log(System.Logger.Level.DEBUG, "mail: {0}", MailText.line(English.of(e.alarm())));
        }
    }

    private void send(List<SpooledMail> due, Mail mail, Instant now) throws MailServerException, IOException {
        @Nullable
        SmtpConversation smtp = null;
        try {
            for (SpooledMail one : due) {
                if (smtp == null || !smtp.open()) {
                    if (smtp != null) {
                        smtp.close();
                    }
                    smtp = SmtpConversation.open(mail, access);
                }
                deliver(one, mail, smtp, now);
            }
        } finally {
            if (smtp != null) {
                smtp.close();
            }
        }
    }

    private void deliver(SpooledMail one, Mail mail, SmtpConversation smtp, Instant now)
            throws MailServerException, IOException {
        byte[] bytes = spool.read(one);
        try {
            MimeMessage message = smtp.read(bytes);
            late(message, mails.containsKey(one), mail, now);
            List<String> have = MailMessage.delivered(message);
            List<String> to = mail.to().stream().filter(a -> !have.contains(a)).distinct().toList();
            account(one, have, smtp.send(message, to), now);
        } catch (MessagingException e) {
            again(one, new SmtpReply(500, "cannot be read: " + e.getMessage()), /* lasting= */ true, now);
        }
    }

    /** A mail that could not be sent in time says so: what it tells may be over. */
    private void late(MimeMessage message, boolean deferred, Mail mail, Instant now)
            throws MessagingException, IOException {
        Optional<Duration> late = Optional.ofNullable(message.getSentDate())
                .map(written -> Duration.between(written.toInstant(), now)).filter(t -> t.compareTo(LATE) >= 0);
        if (late.isPresent()) {
            MailWords words = MailStyle.words(mail.language());
            MailMessage.late(message, words.lateMark(late.get()),
                    MailText.fold(words.late(late.get(), deferred || server.failures() > 0), ""));
        }
    }

    private void account(SpooledMail one, List<String> before, Map<String, SmtpReply> replies, Instant now)
            throws MessagingException, IOException {
        List<String> accepted = replies.entrySet().stream().filter(r -> r.getValue().accepted()).map(Map.Entry::getKey)
                .toList();
        var have = new ArrayList<>(before);
        have.addAll(accepted);
        refused.keySet().removeAll(accepted);
        if (!have.isEmpty()) {
            replies.forEach(this::noteRefusal);
        }
        List<SmtpReply> failures = replies.values().stream().filter(r -> !r.accepted()).toList();
        boolean lasting = failures.stream().allMatch(SmtpReply::refused);
        if (failures.isEmpty() || (lasting && !have.isEmpty())) {
            spool.sent(one);
            mails.remove(one);
            givenUp = Optional.empty();
            return;
        }
        if (!accepted.isEmpty()) {
            spool.rewrite(one, MailMessage.withDelivered(spool.read(one), have));
        }
        again(one, failures.getFirst(), lasting, now);
    }

    private void noteRefusal(String address, SmtpReply reply) {
        if (reply.refused()) {
            refused.put(address, new MailAlarm.RecipientRefused(reply.text()));
        }
    }

    private void again(SpooledMail one, SmtpReply reply, boolean lasting, Instant now) throws IOException {
        Backoff next = mails.getOrDefault(one, Backoff.NONE).failed(now, new Reason.Said(reply.text()),
                policy.pauses());
        mails.put(one, next);
        if (lasting && next.failures() >= policy.rejections()) {
            spool.giveUp(one);
            mails.remove(one);
            givenUp = Optional.of(new MailAlarm.MailRefused(reply.text(), spool.failed().toString()));
        }
    }

    /** What is wrong now, by subject. */
    Map<String, Reason> troubles() {
        var troubles = new TreeMap<String, Reason>();
        refused.forEach((address, why) -> troubles.put("mail to " + address, why));
        if (server.failures() >= policy.unusable()) {
            troubles.put("mail", server.what());
        } else if (givenUp.isPresent()) {
            troubles.put("mail", givenUp.get());
        } else {
            mails.values().stream().filter(b -> b.failures() >= policy.deferrals()).findFirst()
                    .ifPresent(b -> troubles.put("mail", new MailAlarm.MailPutOff(English.of(b.what()))));
        }
        return troubles;
    }

    /** How long until something can be tried again. */
    Duration nap(Instant now, Duration longest) {
        Backoff problem = problem();
        return problem.failures() > 0 ? problem.left(now, longest) : longest;
    }

    /** What went wrong last; {@link Backoff#NONE} when nothing did. */
    Backoff problem() {
        return server.failures() > 0
                ? server
                : mails.values().stream().min(Comparator.comparing(Backoff::next)).orElse(Backoff.NONE);
    }
}
