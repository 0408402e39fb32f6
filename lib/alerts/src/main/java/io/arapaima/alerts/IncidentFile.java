package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What is not well and has its mails, on disk. For the thread that waits for the disk. */
final class IncidentFile {
    private static final String NAME = "mail.json";

    private final JsonFile<MailIncidents> file;
    private final String host;
    private MailIncidents known;
    private MailIncidents saved;

    IncidentFile(Path folder, String host) {
        this.file = new JsonFile<>(folder.resolve(NAME), MailIncidents.NONE);
        this.host = host;
        this.known = file.load().value();
        this.saved = known;
    }

    /** Takes note of what is not well. */
    void look(Situation now, List<Event> pending) throws IOException {
        known = known.look(now, threads(pending));
        save();
    }

    List<String> roots(List<Event> events) {
        return known.roots(threads(events).reversed());
    }

    List<String> roots(Collection<String> threads) {
        return known.roots(threads);
    }

    Set<String> due(Duration every, Situation now) {
        return now.known() ? known.due(every, now.at()) : Set.of();
    }

    /** A mail about events comes into the spool; whoever is killed between both has its first mail named all the same. */
    void mailed(List<Event> events, MailDigest digest) throws IOException {
        mailed(threads(events), digest);
    }

    /** A mail about all that lasts comes into the spool. */
    void reminded(MailDigest digest) throws IOException {
        mailed(known.open().keySet(), digest);
    }

    private void mailed(Collection<String> threads, MailDigest digest) throws IOException {
        known = known.mailed(threads, MailMessage.id(digest.first(), digest.last(), digest.from(), host),
                digest.written());
        save();
    }

    private void save() throws IOException {
        if (!known.equals(saved)) {
            file.save(known);
            saved = known;
        }
    }

    /** What a mail about these events is about; what stands first in the subject last, as mail programs want it. */
    private static SequencedSet<String> threads(List<Event> events) {
        return events.isEmpty()
                ? new LinkedHashSet<String>()
                : MailHeadline.stories(events).stream().map(s -> MailTopic.thread(s.last()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
