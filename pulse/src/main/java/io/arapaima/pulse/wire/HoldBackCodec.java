package io.arapaima.pulse.wire;

import io.arapaima.ipc.reason.RoleReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Why a director would not take the role, as bytes behind a beat: a kind, then texts with their lengths. A build that does not know them
 * reads the beat without; what is not understood here says nothing.
 */
final class HoldBackCodec {
    private static final byte MAINTENANCE = 1;
    private static final byte SWITCH_OVER = 2;
    private static final byte FAILBACK = 3;
    private static final byte UNFIT = 4;
    /** A beat stays one packet; the whole text is in the log of its sender. */
    private static final int MOST_CHARACTERS = 120;
    private static final String CUT = "...";

    private HoldBackCodec() {}

    static byte[] write(RoleReason.HoldBack reason) {
        return switch (reason) {
            case RoleReason.Maintenance(var actor, var why, var _) -> bytes(MAINTENANCE, actor, why);
            case RoleReason.SwitchOver(var actor, var why) -> bytes(SWITCH_OVER, actor, why);
            case RoleReason.Failback _ -> bytes(FAILBACK, "", "");
            case RoleReason.Unfit(var trouble) -> bytes(UNFIT, "", trouble);
        };
    }

    private static byte[] bytes(byte kind, String actor, String text) {
        byte[] first = shortened(actor).getBytes(StandardCharsets.UTF_8);
        byte[] second = shortened(text).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + 2 * Short.BYTES + first.length + second.length).put(kind)
                .putShort((short) first.length).put(first).putShort((short) second.length).put(second).array();
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - CUT.length())) + CUT;
    }

    /** What follows a beat; empty when that is nothing, or nothing that this build knows. */
    static Optional<RoleReason.HoldBack> read(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return Optional.empty();
        }
        byte kind = in.get();
        Optional<String> actor = text(in);
        Optional<String> text = text(in);
        if (actor.isEmpty() || text.isEmpty()) {
            return Optional.empty();
        }
        return switch (kind) {
            case MAINTENANCE -> Optional.of(new RoleReason.Maintenance(actor.get(), text.get(), Optional.empty()));
            case SWITCH_OVER -> Optional.of(new RoleReason.SwitchOver(actor.get(), text.get()));
            case FAILBACK -> Optional.of(new RoleReason.Failback(Optional.empty()));
            case UNFIT -> Optional.of(new RoleReason.Unfit(text.get()));
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(ByteBuffer in) {
        int length = in.remaining() < Short.BYTES ? -1 : in.getShort();
        if (length < 0 || length > in.remaining()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
