package io.arapaima.ipc.peer;

import io.arapaima.checkspec.PrintableText;
import java.util.Objects;

/**
 * For whom a program asks that serves several people. Counts only from a user that the daemon trusts for it.
 *
 * @param person who, as the program knows the person
 * @param role what the person may do, at most; the program's own user may be allowed less
 * @param from the address that the person speaks from; empty = it is not known
 */
public record OnBehalf(String person, PeerRole role, String from) {
    /** Makes a printable line of what is said; somebody without a role may look. */
    public OnBehalf {
        person = PrintableText.line(person);
        role = Objects.requireNonNullElse(role, PeerRole.VIEWER);
        from = PrintableText.line(Objects.requireNonNullElse(from, ""));
        if (person.isEmpty()) {
            throw new IllegalArgumentException("whoever asks for somebody names the person");
        }
    }

    /** {@return for journals, who and from where} */
    public String name() {
        return from.isEmpty() ? person : person + " from " + from;
    }
}
