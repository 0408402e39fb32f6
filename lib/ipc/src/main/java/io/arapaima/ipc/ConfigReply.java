package io.arapaima.ipc;

import io.arapaima.checkspec.PrintableText;
import java.util.List;

/** What the hub answers about revisions of lvs.cf. */
public sealed interface ConfigReply extends Message.OfHub {
    /**
     * hub: the answer to a {@link ConfigRequest.RevisionsQuery}.
     *
     * @param revisions that are kept, the oldest first; the last one is in force
     * @param waiting until when the last one waits for {@link ConfigRequest.Confirm}, and what then, one sentence; empty = it does not
     */
    record Revisions(List<Revision> revisions, String waiting) implements ConfigReply {}

    /**
     * hub: the answer to a {@link ConfigRequest.RevisionQuery}.
     *
     * @param packed its bytes, as {@link ConfigPacking#packWhole} makes it
     */
    record RevisionText(String packed) implements ConfigReply {}

    /**
     * hub: the answer to a {@link ConfigRequest.DifferenceQuery}; passwords are masked in both.
     *
     * @param words what changes by effect, a sentence each
     * @param text what changes in the text, as {@code diff -u} prints it
     */
    record Difference(List<String> words, List<String> text) implements ConfigReply {
        /** Makes printable lines. */
        public Difference {
            words = words.stream().map(PrintableText::line).toList();
            text = text.stream().map(PrintableText::line).toList();
        }
    }
}
