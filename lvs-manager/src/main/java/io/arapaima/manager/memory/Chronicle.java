package io.arapaima.manager.memory;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.DiskAlarm;
import java.util.Comparator;
import io.arapaima.ipc.Subject;
import io.arapaima.alerts.MailTopic;
import io.arapaima.alerts.Outbox;
import io.arapaima.alerts.Situation;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.JsonFile;
import io.arapaima.ipc.Message;
import io.arapaima.planner.News;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What happened and who was told: numbers events, keeps the state that survives a kill, writes the journal, feeds streams
 * and the mail's outbox. Used by the director's thread, which never waits for the disk; the {@link StateWriter}'s thread brings
 * to the disk what was recorded, the newest state first and then all events in order to journal and streams, and calls
 * {@link #outbox} and {@link #spooled}. Others may call {@link #follow} and {@link #unfollow} only.
 */
public final class Chronicle implements Outbox {
    /** So many events wait for a disk that takes none; those behind them are at hand, and in no journal and no mail. */
    private static final int MOST_WAITING = 10_000;
    /** So long a stop waits for the disk. */
    private static final Duration LAST_WRITE = Duration.ofSeconds(2);
    /** So long an operator waits for it. */
    private static final Duration DURABLE = Duration.ofSeconds(5);
    private static final String STATE = "state and journal";
    private static final System.Logger LOG = System.getLogger("lvs");

    private final StateFile file;
    private final Journal journal;
    private final InstantSource clock;
    private final StateWriter writer;
    private final Map<Consumer<Event>, Long> followers = new ConcurrentHashMap<>();
    private final Map<Subject, Ongoing> troubles = new TreeMap<>(Comparator.comparing(Subject::text));
    private final ReentrantLock lock = new ReentrantLock();
    /** Recorded and not published yet; of the lock. */
    private Deque<Event> unpublished = new ArrayDeque<>();
    /** Published, and not in the journal yet; of the writer's thread. */
    private final Deque<Event> unwritten = new ArrayDeque<>();
    private volatile HubState state;
    private volatile HubState saved;
    private final Map<String, String> damage;
    private long newest;
    private boolean mailsForPair = true;
    private boolean damageTold;

    /** A chronicle that writes on the thread that records. */
    public Chronicle(StateFile file, Journal journal, InstantSource clock) {
        this(file, journal, clock, StateWriter.here(file.folder(), clock));
    }

    public Chronicle(StateFile file, Journal journal, InstantSource clock, StateWriter writer) {
        this.file = file;
        this.journal = journal;
        this.clock = clock;
        this.writer = writer;
        JsonFile.Found<HubState> found = file.read();
        this.state = found.value();
        this.saved = state;
        // A number is never given twice, also when the state is lost.
        this.newest = Math.max(state.seq(), journal.newest());
        // A kill may have come between state and journal: what the state still has to tell, the journal shall have too.
        state.outbox().stream().filter(event -> event.seq() > journal.newest()).toList().forEach(event -> {
            journal.remember(event);
            unwritten.add(event);
        });
        writer.submit(STATE, this::write);
        this.damage = Map.of("state.json", found.damage(), "events.jsonl", journal.damage());
    }

    /** What is wrong, and since when. */
    private record Ongoing(Reason what, Instant since) {
        String text() {
            return English.of(what);
        }
    }

    public HubState state() {
        return state;
    }

    /** {@return the state folder} */
    public Path folder() {
        return file.folder();
    }

    /** Answers an operator when what he wanted is on the disk: he waits for it, and the director does not. */
    public void confirm(List<String> done, CompletableFuture<Message.Answer> answer) {
        var _ = writer.written(DURABLE).thenAccept(safe -> {
            var lines = new ArrayList<>(done);
            if (!safe) {
                lines.add("this is in force, but not on the disk within " + DURABLE.toSeconds()
                        + " s: a restart would forget it; lvsctl status says why");
            }
            answer.complete(new Message.Answer(true, lines));
        });
    }

    /** Says when the last of it is on the disk, or that the disk takes too long. */
    public void end(CompletableFuture<Void> done) {
        var _ = writer.written(LAST_WRITE).thenRun(() -> done.complete(null));
    }

    /** {@return who brings things to the disk} */
    public StateWriter writer() {
        return writer;
    }

    public List<Event> last(int count) {
        return journal.last(count);
    }

    public long newest() {
        return newest;
    }

    /** The follower hears of every event from the next one on. */
    public void follow(Consumer<Event> follower) {
        followers.put(follower, newest);
    }

    public void unfollow(Consumer<Event> follower) {
        followers.remove(follower);
    }

    /** Both directors of a pair see the same servers fail; one of them tells the operators. */
    public void mailForPair(boolean mine) {
        mailsForPair = mine;
    }

    private boolean mailed(Event event) {
        return event.kind().mailed() && (mailsForPair || !MailTopic.of(event.kind()).seenByBoth());
    }

    /** Everything that changed in one pass, in one write: state first, then everybody who listens. */
    public void record(HubState next, List<News> news) {
        var events = new ArrayList<Event>();
        for (News one : news) {
            events.add(one.numbered(++newest, clock.instant()));
        }
        events.forEach(journal::remember);
        lock.lock();
        try {
            // The writer may have shortened the outbox since.
            var outbox = new ArrayList<>(state.outbox());
            events.stream().filter(this::mailed).limit(MOST_WAITING - Math.min(MOST_WAITING, outbox.size()))
                    .forEach(outbox::add);
            state = new HubState(events.isEmpty() ? next.seq() : newest, next.verdicts(), next.overrides(),
                    next.shown(),
                    next.managed(), next.addresses(), outbox, next.orders());
            events.stream().limit(MOST_WAITING - Math.min(MOST_WAITING, unpublished.size())).forEach(unpublished::add);
        } finally {
            lock.unlock();
        }
        writer.submit(STATE, this::write);
    }

    /** State first: a kill in between tells nothing twice, and the next start tells the journal what the outbox still holds. */
    private void write() throws IOException {
        HubState now;
        Deque<Event> events;
        lock.lock();
        try {
            now = state;
            events = unpublished;
            unpublished = new ArrayDeque<>();
        } finally {
            lock.unlock();
        }
        try {
            save(now);
        } finally {
            events.forEach(this::publish);
        }
        while (!unwritten.isEmpty()) {
            journal.append(unwritten.getFirst());
            unwritten.removeFirst();
        }
    }

    private void save(HubState now) throws IOException {
        if (!now.equals(saved)) {
            file.save(now);
            saved = now;
        }
    }

    private void publish(Event event) {
        JournalLine line = JournalLine.of(event);
        LOG.log(line.level(), "{0}", line.text());
        if (unwritten.size() < MOST_WAITING) {
            unwritten.add(event);
        }
        followers.forEach((follower, after) -> {
            if (event.seq() > after) {
                follower.accept(event);
            }
        });
    }

    public void tell(Event.Kind kind, Subject subject, String now, String why) {
        tell(new News(kind, subject, "", now, why, ""));
    }

    public void tell(News news) {
        record(state, List.of(news));
    }

    /** A trouble of a part of this side. */
    public void trouble(String component, Reason what) {
        trouble(new Subject.Component(component), what);
    }

    /** A trouble begins, changes or, with {@link Reason#NONE}, ends; told once each. */
    public void trouble(Subject subject, Reason what) {
        String text = English.of(what);
        Ongoing was = troubles.get(subject);
        if (text.isEmpty()) {
            if (was != null) {
                troubles.remove(subject);
                record(state, List.of(new News(Event.Kind.TROUBLE_OVER, subject, was.text(), "well again", "", "")
                        .with(Event.Facts.of(was.what()).after(Duration.between(was.since(), clock.instant())))));
            }
        } else if (was == null || !was.text().equals(text)) {
            troubles.put(subject, new Ongoing(what, was == null ? clock.instant() : was.since()));
            tell(new News(Event.Kind.TROUBLE, subject, "", text, "", "").with(Event.Facts.of(what)));
        }
    }

    private static Reason damage(String said) {
        return said.isEmpty() ? Reason.NONE : new DiskAlarm.Damaged(said);
    }

    /** Says that the disk takes nothing, or that it does again. */
    public void watchDisk() {
        if (!damageTold) {
            damageTold = true;
            damage.forEach((name, said) -> trouble(name, damage(said)));
        }
        trouble("state folder", writer.trouble());
    }

    /** {@return what is wrong now, and since when, for the mails} */
    public List<Situation.Trouble> ongoing() {
        return troubles.entrySet().stream()
                .map(e -> new Situation.Trouble(e.getKey().text(), e.getValue().what(), e.getValue().since())).toList();
    }

    /** {@return whether this director of a pair tells about services} */
    public boolean mailsForPair() {
        return mailsForPair;
    }

    public List<String> troubles() {
        return troubles.entrySet().stream().map(e -> e.getKey().text() + ": " + e.getValue().text()).toList();
    }

    @Override
    public List<Event> outbox() {
        return saved.outbox();
    }

    @Override
    public List<Event> waiting() {
        return state.outbox();
    }

    @Override
    public void spooled(int count) throws IOException {
        HubState known = saved;
        HubState next = known.withOutbox(known.outbox().subList(count, known.outbox().size()));
        file.save(next);
        saved = next;
        lock.lock();
        try {
            state = state.withOutbox(state.outbox().subList(count, state.outbox().size()));
        } finally {
            lock.unlock();
        }
    }
}
