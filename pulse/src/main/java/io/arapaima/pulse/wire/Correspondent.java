package io.arapaima.pulse.wire;

import io.arapaima.pulse.wire.Seal.Head;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The other end of one path, as far as its packets prove it: sealed with the shared key, not played back, and written by a
 * process that has heard this one, whose incarnation is a random number that nobody could know before. Thread-safe.
 */
public final class Correspondent {
    /** Processes of a partner that were replaced; their packets are never believed again. */
    private static final int REMEMBERED = 256;
    /** A greeting is answered so often at most. */
    private static final long GREETING_NANOS = 20_000_000L;
    private static final int WINDOW = 64;

    private final Seal seal;
    private final long ourselves;
    private final SequencedSet<Long> retired = new LinkedHashSet<>();
    private volatile long known;
    private @Nullable SecretKeySpec key;
    private long highest;
    private long seen;
    private long greetedAt;
    private boolean greeted;
    private long unopened;
    private long replayed;
    private long opened;

    /** What to do with a packet. */
    sealed interface Verdict {}

    /** Nothing. */
    record Drop() implements Verdict {}

    /** Nothing; it was not sealed with the shared key. */
    record Unopened() implements Verdict {}

    /** Give it to those above. */
    static final class Deliver implements Verdict {
        private final byte[] data;

        private Deliver(byte[] data) {
            this.data = data;
        }

        /** What was sealed; the caller's own. */
        byte[] data() {
            return data;
        }
    }

    /**
     * Answer it with a greeting: it is authentic, but its sender does not know this process yet.
     *
     * @param to incarnation of the sender
     */
    record Greet(long to) implements Verdict {}

    /**
     * How packets fared.
     *
     * @param opened with the shared key
     * @param unopened not sealed with it
     * @param replayed played back or overtaken
     */
    public record Counts(long opened, long unopened, long replayed) {}

    public Correspondent(Seal seal, long ourselves) {
        this.seal = seal;
        this.ourselves = ourselves;
    }

    /** Its incarnation; 0 = not proven yet. */
    public long known() {
        return known;
    }

    synchronized Counts counts() {
        return new Counts(opened, unopened, replayed);
    }

    synchronized Verdict judge(Head head, byte[] packet, int offset, int length, long now) {
        SecretKeySpec sender = key;
        if (retired.contains(head.from()) || head.from() == ourselves || (head.from() == known && old(head.number()))) {
            replayed++;
            return new Drop();
        }
        if (head.from() != known || sender == null) {
            sender = seal.keyOf(head.from());
        }
        Optional<byte[]> data = seal.open(sender, packet, offset, length);
        if (data.isEmpty()) {
            unopened++;
            return new Unopened();
        }
        opened++;
        if (head.to() != ourselves) {
            return greet(head.from(), now);
        }
        if (head.from() != known) {
            replace(head.from(), sender);
        }
        mark(head.number());
        return head.greeting() ? new Drop() : new Deliver(data.get());
    }

    private Verdict greet(long to, long now) {
        if (greeted && now - greetedAt < GREETING_NANOS) {
            return new Drop();
        }
        greeted = true;
        greetedAt = now;
        return new Greet(to);
    }

    private void replace(long incarnation, SecretKeySpec sender) {
        if (known != 0) {
            retired.add(known);
            if (retired.size() > REMEMBERED) {
                retired.removeFirst();
            }
        }
        known = incarnation;
        key = sender;
        highest = 0;
        seen = 0;
    }

    private boolean old(long number) {
        long behind = highest - number;
        return behind >= 0 && (behind >= WINDOW || (seen >>> behind & 1) == 1);
    }

    private void mark(long number) {
        if (number > highest) {
            long step = number - highest;
            seen = (step >= WINDOW ? 0 : seen << step) | 1;
            highest = number;
        } else {
            seen |= 1L << (highest - number);
        }
    }
}
