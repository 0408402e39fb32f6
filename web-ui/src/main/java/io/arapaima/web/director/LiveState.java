package io.arapaima.web.director;

import io.arapaima.ipc.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was heard of the director last, and the events that it told. Readers keep the number of what they have seen and take what is
 * newer: nobody has a queue, a slow reader misses states in between and never the last one. Thread-safe.
 */
public final class LiveState {
    /** Events that are at hand; the hub's journal has more. */
    public static final int EVENTS = 1000;
    /** Views that a reader who was cut off may still continue from. */
    private static final int VIEWS = 30;

    /** Three times as long as it is asked when nobody looks. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Moment> moments = new ArrayDeque<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private long looks;
    private Link link;

    /**
     * Whether the hub is there.
     *
     * @param connected whether it answers
     * @param since since when
     * @param trouble why not, one sentence; empty when it does
     */
    public record Link(boolean connected, Instant since, String trouble) {}

    /**
     * A view and when it was in force.
     *
     * @param sequence grows with each view that differs from the one before
     * @param seen when the hub said it last
     * @param view what it said
     */
    public record Moment(long sequence, Instant seen, View view) {}

    /**
     * Nothing heard yet.
     *
     * @param clock of the machine
     */
    public LiveState(InstantSource clock) {
        this.clock = clock;
        this.link = new Link(false, clock.instant(), "the hub has not been asked yet");
    }

    /** The hub has answered. */
    void heard(View view) {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (!link.connected()) {
                link = new Link(true, now, "");
            }
            Moment last = moments.peekLast();
            boolean same = last != null && last.view().equals(view);
            if (last != null && same) {
                moments.removeLast();
            }
            moments.addLast(last == null
                    ? new Moment(1, now, view)
                    : new Moment(last.sequence() + (same ? 0 : 1), now,
                            same ? last.view() : view.sharing(last.view())));
            if (moments.size() > VIEWS) {
                moments.removeFirst();
            }
            tell();
        } finally {
            lock.unlock();
        }
    }

    /** The hub does not answer. */
    void lost(String trouble) {
        lock.lock();
        try {
            if (link.connected() || !link.trouble().equals(trouble)) {
                link = new Link(false, link.connected() ? clock.instant() : link.since(), trouble);
                tell();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The hub has told an event, perhaps again after a new connection. */
    void happened(Event event) {
        lock.lock();
        try {
            if (!events.isEmpty() && event.seq() <= events.getLast().seq()) {
                return;
            }
            events.addLast(event);
            if (events.size() > EVENTS) {
                events.removeFirst();
            }
            tell();
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        looks++;
        news.signalAll();
    }

    /**
     * Waits for anything new.
     *
     * @param seen what {@link #looks} was when the reader looked
     * @param millis at most
     * @throws InterruptedException if the reader shall end
     */
    public void await(long seen, long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (looks == seen && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return a number that grows with everything that is new} */
    public long looks() {
        lock.lock();
        try {
            return looks;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the hub is there and answers; one that hangs is not} */
    public Link link() {
        lock.lock();
        try {
            Moment last = moments.peekLast();
            boolean silent = link.connected() && last != null
                    && last.seen().plus(SILENCE).isBefore(clock.instant());
            return silent && last != null
                    ? new Link(false, last.seen(), "the hub does not answer, though it is there")
                    : link;
        } finally {
            lock.unlock();
        }
    }

    /** {@return the last view; empty when the hub has never answered} */
    public Optional<Moment> last() {
        lock.lock();
        try {
            return Optional.ofNullable(moments.peekLast());
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a reader lacks.
     *
     * @param sequence of the view that it has
     * @param now the view that it shall have
     * @return the differences; empty when they are not known, and it takes the whole view
     */
    public Optional<Delta> between(long sequence, Moment now) {
        lock.lock();
        try {
            return moments.stream().filter(m -> m.sequence() == sequence).findFirst()
                    .flatMap(m -> Delta.between(m.view(), now.sequence(), now.view()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Events at hand.
     *
     * @param after number of the last one that the reader has; -1 = none
     * @return the later ones, the newest last
     */
    public List<Event> events(long after) {
        lock.lock();
        try {
            return events.stream().filter(e -> e.seq() > after).toList();
        } finally {
            lock.unlock();
        }
    }
}
