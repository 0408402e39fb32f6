package io.arapaima.web.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers to requests with an Idempotency-Key: who asks the same with the same key once more gets the same answer, and nothing is done
 * again. Kept for ten minutes, a thousand at most. Thread-safe.
 */
final class Repeats {
    private static final int MOST = 1000;
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final String KEY = "[\\x21-\\x7e]{1,128}";

    private final LongSupplier nanoClock;
    private final Map<String, Kept> byKey = new LinkedHashMap<>();

    private record Kept(int request, Optional<Reply.Whole> answer, long at) {}

    Repeats(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The key under which a request is remembered; empty = it has none. */
    static Optional<String> key(Call call) {
        return call.request().header().apply("Idempotency-Key").filter(_ -> call.caller().isPresent()).map(key -> {
            if (!key.matches(KEY)) {
                throw Problem.Kind.BAD_REQUEST.because("an Idempotency-Key has 1 to 128 characters of ASCII");
            }
            return call.who().name() + " " + call.who().session() + " " + key;
        });
    }

    private static int digest(Call call) {
        return 31 * (call.request().method() + call.request().path() + call.request().query()).hashCode()
                + call.body().hashCode();
    }

    /** Begins; the answer if it was given before. */
    synchronized Optional<Reply.Whole> begin(String key, Call call) {
        long now = nanoClock.getAsLong();
        byKey.values().removeIf(k -> now - k.at() > KEPT.toNanos());
        Kept kept = byKey.get(key);
        if (kept == null) {
            byKey.put(key, new Kept(digest(call), Optional.empty(), now));
            if (byKey.size() > MOST) {
                byKey.remove(byKey.keySet().iterator().next());
            }
            return Optional.empty();
        }
        if (kept.request() != digest(call)) {
            throw Problem.Kind.CONFLICT.because("this Idempotency-Key was used for another request; make a new one");
        }
        if (kept.answer().isEmpty()) {
            throw Problem.Kind.CONFLICT.because("the same request is being worked on; ask again with the same key");
        }
        return kept.answer();
    }

    /** Keeps what was answered; what has failed may be tried again. */
    synchronized void end(String key, Call call, Optional<Reply.Whole> answer) {
        if (answer.isPresent()) {
            byKey.put(key, new Kept(digest(call), answer, nanoClock.getAsLong()));
        } else {
            byKey.remove(key);
        }
    }
}
