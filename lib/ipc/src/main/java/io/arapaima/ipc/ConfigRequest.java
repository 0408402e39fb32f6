package io.arapaima.ipc;

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
}
