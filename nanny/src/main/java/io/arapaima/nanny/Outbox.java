package io.arapaima.nanny;

import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.Message;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;

/**
 * What is still to be said to the hub. The latest word on a subject wins, so the box holds at most a few words for each
 * planned check, however long the hub does not listen; whoever puts never waits. Results that somebody asked for wait until
 * everything else is said, and the oldest of them are left out when nobody takes them. Thread-safe.
 */
final class Outbox {
    /** Twice the results of the largest plan. */
    private static final int MOST_RESULTS = 2 * PlanLimits.MAX_CHECKS / CheckResults.PART;

    private final LinkedHashMap<Object, Message> waiting = new LinkedHashMap<>();
    private final ArrayDeque<CheckResults> results = new ArrayDeque<>();

    private record Subject(Class<?> kind, String name) {}

    synchronized void put(Message message) {
        if (message instanceof CheckResults part) {
            if (results.size() >= MOST_RESULTS) {
                results.removeFirst();
            }
            results.add(part);
            notifyAll();
            return;
        }
        Subject subject = switch (message) {
            case Message.VerdictChanged(var verdict) -> new Subject(Message.VerdictChanged.class, verdict.check());
            case Message.LoadReported(var check, var _) -> new Subject(Message.LoadReported.class, check);
            case Message.TroubleReported(var about, var _, var _) -> new Subject(Message.TroubleReported.class, about);
            case Message.Plugins(var id, var _) -> new Subject(Message.Plugins.class, Long.toString(id));
            case CheckSample(var id, var _) -> new Subject(CheckSample.class, Long.toString(id));
            case Message.VerdictSnapshot(var verdicts) -> new Subject(Message.VerdictSnapshot.class,
                    verdicts.isEmpty() ? "" : verdicts.getFirst().check());
            case Message.Hello _, Message.Alive _, Message.Offered _, Message.ToHub _, Message.OfHub _, Message.ToPulse _, Message.OfPulse _ ->
                new Subject(message.getClass(), "");
        };
        // Moved to the end: said before the snapshot that it was newer than, it would be undone by it.
        waiting.remove(subject);
        waiting.put(subject, message);
        notifyAll();
    }

    synchronized Message take() throws InterruptedException {
        while (waiting.isEmpty() && results.isEmpty()) {
            wait();
        }
        return waiting.isEmpty() ? results.removeFirst() : waiting.pollFirstEntry().getValue();
    }
}
