package io.arapaima.pulse.wire;

import io.arapaima.config.Edition;
import io.arapaima.pulse.election.Beat;
import io.arapaima.pulse.election.Grade;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A beat as bytes: a version, then fields of fixed size in network order. A longer one of a later version can be read. */
final class BeatCodec {
    private static final byte VERSION = 1;
    private static final int SIZE = 4 + 8 + 8 + 8 + 4 + 4 + 8 + 8 + 4 + 4;
    private static final byte[] NOTHING = {};
    private static final int ACTIVE = 1;
    private static final int DECLINES = 2;
    private static final int YIELDS = 4;
    private static final int LEAVING = 8;
    private static final int OVERDUE = 16;
    private static final int DEAF = 32;

    private BeatCodec() {}

    static byte[] write(Beat beat) {
        int flags = (beat.active() ? ACTIVE : 0) | (beat.declines() ? DECLINES : 0) | (beat.yields() ? YIELDS : 0)
                | (beat.leaving() ? LEAVING : 0) | (beat.overdue() ? OVERDUE : 0) | (beat.deaf() ? DEAF : 0);
        byte[] why = beat.holdsBack().map(HoldBackCodec::write).orElse(NOTHING);
        return ByteBuffer.allocate(SIZE + why.length).put(VERSION).put((byte) beat.rank()).put((byte) flags)
                .put((byte) beat.grade().code()).putLong(beat.incarnation()).putLong(beat.sequence())
                .putLong(beat.term()).putInt((int) Math.min(Integer.MAX_VALUE, beat.fadeMillis()))
                .putInt((int) Math.min(Integer.MAX_VALUE, beat.deadtimeMillis()))
                .putLong(beat.heardIncarnation()).putLong(beat.heardSequence()).putInt(beat.file().digest())
                .putInt(beat.file().serial()).put(why).array();
    }

    /** Empty when the bytes are no beat. */
    static Optional<Beat> read(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        try {
            int version = in.get();
            int rank = in.get();
            int flags = in.get();
            Optional<Grade> grade = Grade.of(in.get());
            if (version < VERSION || rank < 0 || grade.isEmpty()) {
                return Optional.empty();
            }
            long incarnation = in.getLong();
            long sequence = in.getLong();
            long term = in.getLong();
            int fade = in.getInt();
            int deadtime = in.getInt();
            return Optional.of(new Beat(rank, incarnation, sequence, (flags & ACTIVE) != 0, grade.get(),
                    (flags & DECLINES) != 0, (flags & YIELDS) != 0, (flags & LEAVING) != 0, (flags & OVERDUE) != 0,
                    (flags & DEAF) != 0, term, Math.max(0, fade), Math.max(0, deadtime), in.getLong(), in.getLong(),
                    edition(in.getInt(), in.getInt()), HoldBackCodec.read(in)));
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Edition edition(int digest, int serial) {
        return new Edition(serial, digest);
    }
}
