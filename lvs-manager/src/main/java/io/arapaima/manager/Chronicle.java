package io.arapaima.manager;

import io.arapaima.ipc.Event;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What happened and who was told: numbers events, keeps the state that survives a kill, writes the journal, feeds streams
 * and the mail's outbox. Used by the director's thread; only {@link #follow} may be called by others.
 */
final class Chronicle {
    private static final System.Logger LOG = System.getLogger("lvs");

    private final StateFile file;
    private final Journal journal;
    private final InstantSource clock;
    private final List<Consumer<Event>> followers = new CopyOnWriteArrayList<>();
    private final Map<String, String> troubles = new TreeMap<>();
    private HubState state;
    private HubState saved;
    private boolean mailsForPair = true;

    Chronicle(StateFile file, Journal journal, InstantSource clock) throws IOException {
        this.file = file;
        this.journal = journal;
        this.clock = clock;
        this.state = file.load();
        this.saved = state;
        // A kill may have come between state and journal: what the state still has to tell, the journal shall have too.
        for (Event event : state.outbox()) {
            if (event.seq() > journal.newest()) {
                journal.append(event);
            }
        }
    }

    HubState state() {
        return state;
    }

    List<Event> last(int count) {
        return journal.last(count);
    }

    long newest() {
        return state.seq();
    }

    void follow(Consumer<Event> follower) {
        followers.add(follower);
    }

    void unfollow(Consumer<Event> follower) {
        followers.remove(follower);
    }

    /** Both directors of a pair see the same servers fail; one of them tells the operators. */
    void mailForPair(boolean mine) {
        mailsForPair = mine;
    }

    private boolean mailed(Event event) {
        return event.kind().mailed() && (mailsForPair || !MailTopic.of(event.kind()).seenByBoth());
    }

    /** Everything that changed in one pass, in one write: state first, then everybody who listens. */
    void record(HubState next, List<Observer.News> news) {
        var events = new ArrayList<Event>();
        long seq = next.seq();
        for (Observer.News one : news) {
            events.add(one.numbered(++seq, clock.instant()));
        }
        var outbox = new ArrayList<>(next.outbox());
        events.stream().filter(this::mailed).forEach(outbox::add);
        state = new HubState(seq, next.verdicts(), next.overrides(), next.shown(), next.managed(), next.addresses(),
                outbox);
        save();
        events.forEach(this::publish);
    }

    private void save() {
        if (state.equals(saved)) {
            return;
        }
        try {
            file.save(state);
            saved = state;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot save the state, a restart would forget: {0}", e.toString());
        }
    }

    private void publish(Event event) {
        LOG.log(System.Logger.Level.INFO, "{0}", event.line());
        try {
            journal.append(event);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot write the journal: {0}", e.toString());
        }
        followers.forEach(f -> f.accept(event));
    }

    void tell(Event.Kind kind, String subject, String now, String why) {
        record(state, List.of(new Observer.News(kind, subject, "", now, why, "")));
    }

    /** A trouble begins, changes or, with an empty text, ends; told once each. */
    void trouble(String subject, String text) {
        if (text.isEmpty()) {
            String was = troubles.remove(subject);
            if (was != null) {
                record(state, List.of(new Observer.News(Event.Kind.TROUBLE_OVER, subject, was, "well again", "", "")));
            }
        } else if (!text.equals(troubles.put(subject, text))) {
            tell(Event.Kind.TROUBLE, subject, text, "");
        }
    }

    List<String> troubles() {
        return troubles.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    }

    /**
     * The first events of the outbox are safe in the mail spool now.
     *
     * @throws IOException if that cannot be saved; then their mail must not leave yet, or a restart would send it again
     */
    void spooled(int count) throws IOException {
        HubState next = state.withOutbox(state.outbox().subList(count, state.outbox().size()));
        file.save(next);
        state = next;
        saved = next;
    }
}
