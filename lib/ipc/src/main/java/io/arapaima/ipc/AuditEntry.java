package io.arapaima.ipc;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.checkspec.PrintableText;
import java.time.Instant;
import java.util.List;

/**
 * One thing that somebody did through the hub, or tried to: a line of {@code audit.jsonl}.
 *
 * @param version of this form; grows when a component changes its meaning
 * @param seq number of the entry; grows by one
 * @param at when it was answered
 * @param who the person, or the user where nobody asks for another
 * @param user the Unix user at the socket, by the kernel's word
 * @param role what that one may do
 * @param program that asked, as it names itself: {@code lvsctl}, {@code web-ui}
 * @param from where the person was, as the program says; empty = at this machine
 * @param action the message's name: {@code Operate}, {@code Apply} ...
 * @param object what it was about, for example {@code web/s1}, {@code lvs.cf} or {@code draft 3}
 * @param was how that was before; may be empty
 * @param now how it is afterwards, or was to be; may be empty
 * @param reason the person's; may be empty
 * @param result what became of it
 * @param answer the sentences of the answer, the first ones
 */
public record AuditEntry(int version, long seq, Instant at, String who, String user, PeerRole role, String program,
        String from, String action, String object, String was, String now, String reason, Result result,
        List<String> answer) {
    /** The form that this build writes. */
    public static final int VERSION = 1;

    /** What became of a request. */
    public enum Result {
        /** It was done. */
        DONE,
        /** It could not be done; the answer says why. */
        FAILED,
        /** It is beyond the role of whoever asked. */
        REFUSED
    }

    /** Makes printable lines of what people wrote. */
    public AuditEntry {
        who = PrintableText.line(who);
        user = PrintableText.line(user);
        program = PrintableText.line(program);
        from = PrintableText.line(from);
        object = PrintableText.line(object);
        was = PrintableText.line(was);
        now = PrintableText.line(now);
        reason = PrintableText.line(reason);
        answer = answer.stream().map(PrintableText::line).toList();
    }

    /**
     * The same with a number.
     *
     * @param number of the entry
     * @return it
     */
    public AuditEntry numbered(long number) {
        return new AuditEntry(version, number, at, who, user, role, program, from, action, object, was, now, reason,
                result, answer);
    }

    /** {@return all of it on one line, for the log and for people, without time and number} */
    public String line() {
        String change = was.isEmpty() ? now : was + " -> " + now;
        return result + " " + who + (from.isEmpty() ? "" : " from " + from) + " (" + program + ", user " + user + "): "
                + action + (object.isEmpty() ? "" : " " + object) + (change.isEmpty() ? "" : ": " + change)
                + (reason.isEmpty() ? "" : ", because: " + reason)
                + (result == Result.DONE || answer.isEmpty() ? "" : "; answer: " + answer.getFirst());
    }

    /**
     * Editor: asks who did what; answered by {@link AuditTrail}.
     *
     * @param last how many at most, 1 to 1000
     * @param before only entries with a smaller number; 0 = the newest
     */
    public record AuditQuery(int last, long before) implements Message.ToHub {}

    /**
     * hub: the answer to an {@link AuditQuery}.
     *
     * @param entries the oldest first
     */
    public record AuditTrail(List<AuditEntry> entries) implements Message.OfHub {}
}
