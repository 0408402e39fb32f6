package io.arapaima.nanny.plugin;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Message;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is wrong on this side. A subject is in trouble while somebody holds it there: it is reported once when the first
 * holder comes, with that holder's words, and once more when the last one leaves. So a thousand servers whose check
 * program is missing are one report. Thread-safe.
 */
public final class Troubles {
    private static final System.Logger LOG = System.getLogger("nanny");

    private final Map<String, Set<Object>> holders = new HashMap<>();
    private final Consumer<Message.TroubleReported> listener;

    public Troubles(Consumer<Message.TroubleReported> listener) {
        this.listener = listener;
    }

    public synchronized void raise(String subject, Object holder, Reason what) {
        Set<Object> now = holders.computeIfAbsent(subject, _ -> new HashSet<>());
        if (now.isEmpty()) {
            LOG.log(Level.DEBUG, () -> subject + ": " + English.of(what)); // the hub tells it
            listener.accept(new Message.TroubleReported(subject, what));
        }
        now.add(holder);
    }

    public synchronized void clear(String subject, Object holder) {
        Set<Object> now = holders.get(subject);
        if (now != null && now.remove(holder) && now.isEmpty()) {
            over(subject);
        }
    }

    /** Takes every holder away. */
    public synchronized void over(String subject) {
        if (holders.remove(subject) != null) {
            LOG.log(Level.DEBUG, "{0}: recovered", subject);
            listener.accept(new Message.TroubleReported(subject, Reason.NONE));
        }
    }
}
