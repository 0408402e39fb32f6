package io.arapaima.ipc;

import io.arapaima.ipc.reason.Revision;
import io.arapaima.checkspec.PrintableText;
import io.arapaima.config.KeywordInfo;
import io.arapaima.config.Problem;
import java.time.Instant;
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

    /**
     * hub: the answer to a {@link ConfigRequest.KeywordsQuery}.
     *
     * @param keywords in the order of the canonical file, then the options of each check
     */
    record Keywords(List<KeywordInfo> keywords) implements ConfigReply {}

    /**
     * A draft without its text.
     *
     * @param number of the draft
     * @param version grows by one with each change
     * @param base number of the revision it was made on
     * @param author who made it
     * @param createdAt when
     * @param editor who changed it last
     * @param changedAt when
     * @param bytes its length
     */
    record DraftHead(int number, int version, int base, String author, Instant createdAt, String editor,
            Instant changedAt, int bytes) {}

    /**
     * hub: the answer to a {@link ConfigRequest.DraftsQuery}.
     *
     * @param drafts the oldest first
     * @param inForce number of the revision in force; a draft on another one can only be looked at
     */
    record Drafts(List<DraftHead> drafts, int inForce) implements ConfigReply {}

    /**
     * hub: how a draft is, the answer to whoever has made, changed or checked it.
     *
     * @param head which
     * @param usable whether it can be taken into use
     * @param problems all that is wrong with it, with line and cure
     */
    record DraftState(DraftHead head, boolean usable, List<Problem> problems) implements ConfigReply {}

    /**
     * hub: the answer to a {@link ConfigRequest.DraftQuery}.
     *
     * @param head which
     * @param packed its bytes, as {@link ConfigPacking#packWhole} makes it
     */
    record DraftText(DraftHead head, String packed) implements ConfigReply {}

    /**
     * hub: the answer to a {@link ConfigRequest.CheckTry}.
     *
     * @param checks what each found, in the order of lvs.cf
     */
    record Tried(List<TriedCheck> checks) implements ConfigReply {
        /** Copies the list. */
        public Tried {
            checks = List.copyOf(checks);
        }
    }

    /**
     * What one check found when it was tried.
     *
     * @param server as lvs.cf names it: {@code virtual/server}
     * @param check name of the check
     * @param target address and port that were asked
     * @param result of the one run
     */
    record TriedCheck(String server, String check, String target, CheckResults.LastResult result) {}
}
