package io.arapaima.pulse.election;

/**
 * The beats that this director sends.
 *
 * @param incarnation random number of this process
 * @param sequence number of the last one
 * @param nextAt when the next one is due, in nanoseconds of its own monotonic clock
 */
public record OwnBeats(long incarnation, long sequence, long nextAt) {
    OwnBeats oneMore() {
        return new OwnBeats(incarnation, sequence + 1, nextAt);
    }

    OwnBeats dueAt(long next) {
        return new OwnBeats(incarnation, sequence, next);
    }
}
