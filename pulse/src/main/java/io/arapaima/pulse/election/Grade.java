package io.arapaima.pulse.election;

import java.util.Arrays;
import java.util.Optional;

/** How well a director could serve; a better one comes first. */
public enum Grade {
    /** Nothing is known against it. */
    FIT(0),
    /** Its hub is well, but a link is down or a target of {@code reach} does not answer: keeps the role where nobody is better. */
    IMPAIRED(1),
    /** Its hub is dead, hung or cannot serve, or an operator works on it. */
    BROKEN(2);

    private final int code;

    Grade(int code) {
        this.code = code;
    }

    /** As it stands in a beat. */
    public int code() {
        return code;
    }

    public static Optional<Grade> of(int code) {
        return Arrays.stream(values()).filter(g -> g.code == code).findFirst();
    }
}
