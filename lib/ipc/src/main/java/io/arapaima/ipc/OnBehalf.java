package io.arapaima.ipc;

import io.arapaima.checkspec.PrintableText;
import java.util.Objects;

/**
 * For whom a program asks that serves several people. Counts only from a user that the daemon trusts for it.
 *
 * @param person who, as the program knows the person
 * @param role what the person may do
 */
public record OnBehalf(String person, PeerRole role) {
    /** Makes a printable line of the name; somebody without a role may look. */
    public OnBehalf {
        person = PrintableText.line(person);
        role = Objects.requireNonNullElse(role, PeerRole.VIEWER);
        if (person.isEmpty()) {
            throw new IllegalArgumentException("whoever asks for somebody names the person");
        }
    }
}
