package io.arapaima.ipc;

import io.arapaima.config.DocumentEdit;
import java.util.List;

/** What is asked of the hub about lvs.cf, or commanded. */
public sealed interface ConfigRequest extends Message.ToHub {
    /** Operator: read lvs.cf again; answered by {@link Message.Answer}. */
    record Reload() implements ConfigRequest {}

    /**
     * pulse: a partner's hub has pushed its lvs.cf; answered by {@link Message.Answer} when it is in force, or with every reason why
     * it is not.
     *
     * @param from which director, for example {@code primary 10.0.0.1}
     * @param force whether it counts however old it is
     * @param packed its text, compressed
     */
    record Deliver(String from, boolean force, String packed) implements ConfigRequest {}

    /**
     * Operator: send the lvs.cf in force to the partners; answered by {@link Message.Answer} with what they said.
     *
     * @param force whether it counts there however old it is
     */
    record PushFile(boolean force) implements ConfigRequest {}

    /**
     * Operator: judge this lvs.cf, write it in the place of the present one and take it into use; answered by {@link Message.Answer}.
     *
     * @param packed its bytes, as {@link ConfigPacking#packWhole} makes it
     * @param source where it comes from, for the journal
     * @param how the circumstances
     */
    record Apply(String packed, String source, ApplyOptions how) implements ConfigRequest {}

    /** Operator: keep the revision that waits for it; answered by {@link Message.Answer}. */
    record Confirm() implements ConfigRequest {}

    /**
     * Operator: take an earlier revision into use, as a new one; answered by {@link Message.Answer}.
     *
     * @param revision its number
     * @param how the circumstances
     */
    record Rollback(int revision, ApplyOptions how) implements ConfigRequest {}

    /**
     * How a file is taken into use.
     *
     * @param base number of the revision that the operator has seen; another one in force is a refusal. 0 = any
     * @param force whether what somebody has typed into lvs.cf and not taken into use may be lost
     * @param dryRun true = only say what would change
     * @param confirmSeconds it goes back by itself after so long unless {@link Confirm} comes; 0 = it stays
     * @param reason for whoever looks later; may be empty
     */
    record ApplyOptions(int base, boolean force, boolean dryRun, int confirmSeconds, String reason) {}

    /** Anybody: asks for {@link ConfigReply.Revisions}. */
    record RevisionsQuery() implements ConfigRequest {}

    /**
     * Operator: asks for the contents of a revision; answered by {@link ConfigReply.RevisionText}, or by {@link Message.Answer} when there is none.
     *
     * @param revision its number
     */
    record RevisionQuery(int revision) implements ConfigRequest {}

    /**
     * Operator: asks what is different between two files; answered by {@link ConfigReply.Difference}, or by {@link Message.Answer} when one cannot be
     * read.
     *
     * @param before number of a revision, {@code running} or {@code file}, which is lvs.cf on the disk
     * @param after the same
     */
    record DifferenceQuery(String before, String after) implements ConfigRequest {}

    /**
     * Anybody: asks for {@link ConfigReply.Keywords}: what there is to write into lvs.cf, for forms.
     *
     * @param checks whether the options of the checks are told too
     */
    record KeywordsQuery(boolean checks) implements ConfigRequest {}

    /**
     * Operator: has the checks of a service run once, as a draft has them, or as it will be when it is switched on; answered by
     * {@link ConfigReply.Tried}, or by {@link Message.Answer} when they cannot be. No verdict and no weight follows.
     *
     * @param draft its number; 0 = the file in force
     * @param service name of a virtual service
     * @param checks names of the checks to run; empty = all of the service
     */
    record CheckTry(int draft, String service, List<String> checks) implements ConfigRequest {
        /** Copies the names. */
        public CheckTry {
            checks = List.copyOf(checks);
        }
    }

    /**
     * What is asked about drafts: files that are worked on in the hub and of no effect until they are applied. One belongs to the revision
     * it was made on, and can be applied while that one is in force. Drafts do not outlive the hub.
     */
    sealed interface DraftRequest extends ConfigRequest {}

    /**
     * Operator: makes a draft; answered by {@link ConfigReply.DraftState}.
     *
     * @param revision number of the revision whose text it begins with; 0 = the one in force
     */
    record DraftCreate(int revision) implements DraftRequest {}

    /** Operator: asks for {@link ConfigReply.Drafts}. */
    record DraftsQuery() implements DraftRequest {}

    /**
     * Operator: asks for the text of a draft; answered by {@link ConfigReply.DraftText}.
     *
     * @param draft its number
     */
    record DraftQuery(int draft) implements DraftRequest {}

    /**
     * Operator: changes parts of a draft; answered by {@link ConfigReply.DraftState}, or by {@link Message.Answer} when one of the edits cannot be
     * made, and then none was.
     *
     * @param draft its number
     * @param version the version that the operator has seen; another one is a refusal
     * @param edits in their order
     */
    record DraftEdit(int draft, int version, List<DocumentEdit> edits) implements DraftRequest {
        /** Copies the edits. */
        public DraftEdit {
            edits = List.copyOf(edits);
        }
    }

    /**
     * Operator: gives a draft another text; answered by {@link ConfigReply.DraftState}.
     *
     * @param draft its number
     * @param version the version that the operator has seen; another one is a refusal
     * @param packed its bytes, as {@link ConfigPacking#packWhole} makes it
     */
    record DraftReplace(int draft, int version, String packed) implements DraftRequest {}

    /**
     * Operator: judges a draft as if it were applied; answered by {@link ConfigReply.DraftState}.
     *
     * @param draft its number
     */
    record DraftCheck(int draft) implements DraftRequest {}

    /**
     * Operator: asks what a draft would change; answered by {@link ConfigReply.Difference} to the file in force.
     *
     * @param draft its number
     */
    record DraftDifference(int draft) implements DraftRequest {}

    /**
     * Operator: takes a draft into use; answered by {@link Message.Answer}. One that was made on a revision which is no longer in force is
     * refused.
     *
     * @param draft its number
     * @param version the version that the operator has seen; another one is a refusal
     * @param how the circumstances; {@code base} is of no meaning, the draft has its own
     */
    record DraftApply(int draft, int version, ApplyOptions how) implements DraftRequest {}

    /**
     * Operator: throws a draft away; answered by {@link Message.Answer}.
     *
     * @param draft its number
     */
    record DraftDiscard(int draft) implements DraftRequest {}
}
