package io.arapaima.alerts;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.MailAlarm;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.config.Mail;
import io.arapaima.daemon.EssentialThread;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Sends what the spool holds, on a thread of its own, for as long as it takes. Safe for use by all threads; the listener
 * is called by the sender's own thread.
 */
final class MailSender implements AutoCloseable {
    /** A file that a human moved back is found within this. */
    private static final Duration LONGEST_NAP = Duration.ofMinutes(1);
    /** A mail that is being handed over when the hub stops; after that, it is cut and sent again at the next start. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger("lvs");

    private final MailSpool spool;
    private final MailRound round;
    private final InstantSource clock;
    private final BiConsumer<String, Reason> trouble;
    private final Map<String, Reason> told = new HashMap<>();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile Optional<Mail> mail = Optional.empty();
    private volatile boolean mended;
    private volatile boolean hurry;
    private volatile boolean closing;
    private volatile boolean cut;
    private volatile Backoff problem = Backoff.NONE;

    /**
     * A sender at rest.
     *
     * @param spool what to send
     * @param round how to try
     * @param clock wall clock
     * @param trouble hears a subject and what is wrong with it, or {@link Reason#NONE} when that is over
     */
    MailSender(MailSpool spool, MailRound round, InstantSource clock, BiConsumer<String, Reason> trouble) {
        this.spool = spool;
        this.round = round;
        this.clock = clock;
        this.trouble = trouble;
        // A virtual thread, because an interrupt ends its blocking reads; a platform thread would sit them out.
        this.thread = EssentialThread.virtual("mail").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Where to send from now on, and a reason to try at once; without recipients, mail waits. */
    void configure(Mail settings) {
        mail = Optional.of(settings).filter(m -> !m.to().isEmpty());
        mended = true;
        wake();
    }

    /** There is something that cannot wait for a pause to end: a mail server that did not work is tried with the next mail. */
    void hurry() {
        hurry = true;
    }

    /** There is something new. */
    void wake() {
        bell.release();
    }

    /** What waits and why, in a few words. */
    DirectorSnapshot.MailStatus status() {
        int waiting = spool.known(); // asked by the director, who waits for no disk
        return new DirectorSnapshot.MailStatus(!mail.isEmpty(), waiting, problem.words(clock.instant()));
    }

    private void run() {
        while (!cut) {
            // What came into the spool before the end is tried once.
            boolean last = closing;
            Duration nap = once();
            if (last) {
                return;
            }
            try {
                if (bell.tryAcquire(nap.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration once() {
        if (mended) {
            mended = false;
            round.forgive();
        }
        if (hurry) {
            hurry = false;
            round.hurry();
        }
        var troubles = new HashMap<String, Reason>();
        try {
            Optional<Mail> settings = mail;
            if (settings.isPresent()) {
                round.run(settings.get(), clock.instant());
            }
            troubles.putAll(round.troubles());
        } catch (IOException e) {
            troubles.put("mail", new MailAlarm.SpoolUnusable(e.toString()));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a round of the mail failed", e);
            troubles.put("mail", new MailAlarm.SendingFailed(e.toString()));
        }
        problem = round.problem();
        if (!closing) {
            tell(troubles);
        }
        return round.nap(clock.instant(), LONGEST_NAP);
    }

    /** Begin and end only: a fault that is worded differently each time would make mail about mail. */
    private void tell(Map<String, Reason> now) {
        told.keySet().removeIf(subject -> {
            boolean over = !now.containsKey(subject);
            if (over) {
                trouble.accept(subject, Reason.NONE);
            }
            return over;
        });
        now.forEach((subject, why) -> {
            if (told.putIfAbsent(subject, why) == null) {
                trouble.accept(subject, why);
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (!thread.join(GRACE)) {
                cut = true;
                thread.interrupt();
                thread.join(GRACE); // it may wait for a disk for ever
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
