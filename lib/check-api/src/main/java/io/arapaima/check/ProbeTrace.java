package io.arapaima.check;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one probe did on the network, step by step, for whoever runs it by hand. {@link CheckSocket} and
 * {@link CheckDatagrams} tell it by themselves; a check has nothing to do. In the engine nobody traces, and then a
 * connection costs one look more. Thread-safe.
 *
 * <p>It covers the probe's own thread. What another library does on the network is not in it.
 */
public final class ProbeTrace {
    /** Later steps are only counted: a server that drips must not fill the memory. */
    private static final int MOST_STEPS = 500;
    /** Of one step so much is kept, and of that {@value #SHOWN} shown, so that a secret is never cut in two. */
    private static final int KEPT = 2048;
    private static final int SHOWN = 512;

    private static final ScopedValue<ProbeTrace> CURRENT = ScopedValue.newInstance();

    private final long start = System.nanoTime();
    private final List<Raw> steps = new ArrayList<>();
    private final Secrets secrets = new Secrets();
    private int dropped;

    /** Creates a trace that begins now. */
    public ProbeTrace() {}

    /** Kinds of steps. */
    public enum Kind {
        /** A connection was made, or not. */
        CONNECT,
        /** TLS was agreed on, or not. */
        TLS,
        /** Bytes were handed to the network. */
        SENT,
        /** Bytes came; the step lasted from the wish to read until they were there. */
        RECEIVED,
        /** The server closed. */
        CLOSED,
        /** What the bytes before mean, where that cannot be read in them. */
        NOTE
    }

    /**
     * One step.
     *
     * @param kind what happened
     * @param from when it began, since the trace did
     * @param until when it was done, since the trace began
     * @param bytes how many were sent or received
     * @param text the first of these bytes with secrets masked, as ASCII with escapes; else what was agreed on or went wrong
     */
    public record Step(Kind kind, Duration from, Duration until, long bytes, String text) {}

    private record Raw(Kind kind, long fromNanos, long untilNanos, long bytes, String kept) {}

    /**
     * Runs a probe on this thread and keeps what it does.
     *
     * @param check whose
     * @param target whom to ask
     * @param deadline until when
     * @return its result
     * @throws IOException what it throws
     * @throws InterruptedException what it throws
     */
    public CheckResult run(Check check, Target target, Deadline deadline) throws IOException, InterruptedException {
        return OptionText.surrounded(secrets.around(ScopedValue.where(CURRENT, this)),
                () -> check.probe(target, deadline));
    }

    /** {@return what has been done until now} */
    public synchronized List<Step> steps() {
        return steps.stream().map(raw -> new Step(raw.kind, since(raw.fromNanos), since(raw.untilNanos), raw.bytes,
                shown(raw))).toList();
    }

    /** {@return how many steps were too many to be kept} */
    public synchronized int dropped() {
        return dropped;
    }

    /**
     * Masks the passwords that the probe has asked for.
     *
     * @param text any text
     * @return the text without them
     */
    public synchronized String masked(String text) {
        return secrets.mask(text);
    }

    /**
     * Says what received bytes mean, for a library whose protocol packs them. Does nothing where nobody traces.
     *
     * @param text one line; made only where somebody traces
     */
    public static void note(Supplier<String> text) {
        ProbeTrace trace = current();
        if (trace != null) {
            String all = text.get();
            trace.step(Kind.NOTE, System.nanoTime(), all.substring(0, Math.min(all.length(), KEPT)));
        }
    }

    /** {@return the trace of the probe that runs on this thread; null when nobody traces} */
    static @Nullable ProbeTrace current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    void step(Kind kind, long fromNanos, String text) {
        add(new Raw(kind, fromNanos, System.nanoTime(), 0, text));
    }

    void bytes(Kind kind, long fromNanos, byte[] bytes, int offset, int length) {
        byte[] kept = Arrays.copyOfRange(bytes, offset, offset + Math.min(length, KEPT));
        add(new Raw(kind, fromNanos, System.nanoTime(), length, new String(kept, StandardCharsets.ISO_8859_1)));
    }

    /** The same stream, with every read a step. */
    InputStream traced(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                long from = System.nanoTime();
                int count = super.read(bytes, offset, length);
                if (count < 0) {
                    step(Kind.CLOSED, from, "");
                } else {
                    bytes(Kind.RECEIVED, from, bytes, offset, count);
                }
                return count;
            }
        };
    }

    private synchronized void add(Raw step) {
        if (steps.size() < MOST_STEPS) {
            steps.add(step);
        } else {
            dropped++;
        }
    }

    private Duration since(long nanoTime) {
        return Duration.ofNanos(nanoTime - start);
    }

    private String shown(Raw raw) {
        String plain = secrets.mask(raw.kept);
        if (raw.bytes == 0 && raw.kind != Kind.NOTE) {
            return plain;
        }
        var text = new StringBuilder();
        plain.chars().limit(SHOWN).forEach(c -> text.append(escaped((char) c)));
        return plain.length() > SHOWN || raw.bytes > KEPT ? text.append("...").toString() : text.toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            default -> c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c);
        };
    }
}
