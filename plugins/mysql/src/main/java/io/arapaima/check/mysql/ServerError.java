package io.arapaima.check.mysql;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.UndecidedException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * An error packet: 0xff, a number, and perhaps # and five characters of state before the words.
 *
 * @param code the number; 0 without one
 * @param words of the server
 */
record ServerError(int code, String words) {
    static final int FIRST = 0xff;
    private static final int HOST_BLOCKED = 1129;
    private static final int HOST_NOT_PRIVILEGED = 1130;
    private static final int MUST_CHANGE_PASSWORD = 1820;
    /** A limit of the user's own, a password that has expired, an account that is locked: said when the login was right. */
    private static final Set<Integer> AFTER_A_RIGHT_LOGIN = Set.of(1203, 1226, MUST_CHANGE_PASSWORD, 1862, 3118, 4151);

    static ServerError read(ByteBuffer packet) {
        packet.position(1);
        if (packet.remaining() < 2) {
            return new ServerError(0, "without a number");
        }
        int code = packet.getShort() & 0xffff;
        if (packet.remaining() >= 6 && packet.get(packet.position()) == '#') {
            packet.position(packet.position() + 6);
        }
        return new ServerError(code, OptionText.said(packet));
    }

    /** Whether the server lets nobody in from this director's address; it works, for whoever it knows. */
    boolean knowsUsNot() {
        return code == HOST_NOT_PRIVILEGED;
    }

    /** Whether the server has compared the password, found it right, and refuses for a reason of the account alone. */
    boolean followsARightLogin() {
        return AFTER_A_RIGHT_LOGIN.contains(code);
    }

    /**
     * What it means where success was expected.
     *
     * @throws FailedException as it does mostly
     * @throws UndecidedException if it says nothing about the server
     */
    void raise(String what) throws FailedException, UndecidedException {
        if (code == HOST_BLOCKED) {
            throw new UndecidedException(
                    "the server has blocked this director for its unfinished logins; set mysql_user, and "
                            + "run FLUSH HOSTS on the server (" + this + ")");
        }
        if (code == MUST_CHANGE_PASSWORD) {
            throw new UndecidedException(
                    "the password of the check's user has expired; give it a new one (" + this + ")");
        }
        throw new FailedException(Reason.CONTENT, "expected success of " + what + ", got " + this);
    }

    @Override
    public String toString() {
        return code == 0 ? "an error " + words : "error " + code + ": " + words;
    }
}
