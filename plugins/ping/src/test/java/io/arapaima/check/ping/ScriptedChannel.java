package io.arapaima.check.ping;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;

/** A network with one habit, where the real one has none to offer on loopback. Refuses use after its end. */
final class ScriptedChannel implements EchoChannel {
    private final IcmpVersion version;
    private final Habit habit;
    private final Deque<ByteBuffer> coming = new ArrayDeque<>();
    private final ByteBuffer garbage = garbage();
    private int sent;
    private boolean closed;

    /** What becomes of requests. */
    enum Habit {
        ANSWERS, LOSES_EVERY_SECOND, ANSWERS_THE_FIRST_TWICE, SILENT, SENDS_GARBAGE, FLOODS
    }

    ScriptedChannel(IcmpVersion version, Habit habit) {
        this.version = version;
        this.habit = habit;
    }

    @Override
    public void send(byte[] message) {
        assertOpen();
        ByteBuffer answer = ByteBuffer.wrap(EchoTest.answer(version, message));
        switch (habit) {
            case ANSWERS -> coming.add(answer);
            case LOSES_EVERY_SECOND -> {
                if (sent % 2 == 0) {
                    coming.add(answer);
                }
            }
            case ANSWERS_THE_FIRST_TWICE -> {
                if (sent == 0) {
                    coming.add(answer);
                    coming.add(answer.duplicate());
                }
            }
            case SENDS_GARBAGE -> coming.add(garbage.duplicate());
            case SILENT, FLOODS -> {
            }
        }
        sent++;
    }

    @Override
    public Optional<ByteBuffer> receive() {
        assertOpen();
        return habit == Habit.FLOODS
                ? Optional.of(garbage.rewind())
                : Optional.ofNullable(coming.poll());
    }

    private static ByteBuffer garbage() {
        byte[] bytes = new byte[100];
        new Random(1).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private void assertOpen() {
        if (closed) {
            throw new IllegalStateException("used after its end");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
