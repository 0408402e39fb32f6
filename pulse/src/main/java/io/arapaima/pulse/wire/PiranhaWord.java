package io.arapaima.pulse.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Piranha's words of four bytes. It said them in the order of its own machine, little-endian on PCs, and each of the two kinds of
 * service ({@code service = lvs} or {@code fos}) has its own; both orders are understood (docs/piranha.md, P1).
 */
enum PiranhaWord {
    ACTIVE(0xBDADDBDA, false, true), NOT_ACTIVE(0xADBDDABD, false, false), FOS_ACTIVE(0xBEEFBABE, true, true),
    FOS_NOT_ACTIVE(0xDEADBEEF, true, false),
    /** "Go inactive, I take over": a standby whose check of the active one's service failed; obeyed as from an active one. */
    FOS_TAKES(0xDEADDADA, true, true);

    static final int BYTES = 4;

    private final int code;
    private final boolean fos;
    private final boolean active;

    PiranhaWord(int code, boolean fos, boolean active) {
        this.code = code;
        this.fos = fos;
        this.active = active;
    }

    /** What a director says. */
    static PiranhaWord of(boolean fos, boolean active) {
        return fos ? active ? FOS_ACTIVE : FOS_NOT_ACTIVE : active ? ACTIVE : NOT_ACTIVE;
    }

    /** Empty when the first four bytes are none of them; what comes after is ignored, as it was. */
    static Optional<PiranhaWord> read(byte[] packet, int offset, int length) {
        if (length < BYTES) {
            return Optional.empty();
        }
        int word = ByteBuffer.wrap(packet, offset, BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return Arrays.stream(values()).filter(w -> w.code == word || w.code == Integer.reverseBytes(word)).findFirst();
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(code).array();
    }

    boolean fos() {
        return fos;
    }

    boolean active() {
        return active;
    }
}
