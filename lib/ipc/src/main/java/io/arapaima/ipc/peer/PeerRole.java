package io.arapaima.ipc.peer;

import io.arapaima.daemon.OwnFile;
import java.util.Locale;

/** What the other side of a conversation may do. Each may do what the ones before it may. */
public enum PeerRole {
    /** Asks, and changes nothing. */
    VIEWER(OwnFile.GROUP, "look", "look"),
    /** Also treats servers differently than lvs.cf and checks do. */
    OPERATOR(OwnFile.GROUP + "-operator", "operate", "look and operate"),
    /** Also changes lvs.cf, and reads it with what is secret in it. */
    EDITOR(OwnFile.GROUP + "-editor", "configure", "look, operate and configure"),
    /** Everything: and which director has the role. */
    ADMINISTRATOR(OwnFile.GROUP + "-administrator", "move the role between directors", "do everything");

    private final String group;
    private final String verb;
    private final String all;

    PeerRole(String group, String verb, String all) {
        this.group = group;
        this.verb = verb;
        this.all = all;
    }

    /** {@return the Unix group whose members have it; they are members of {@value OwnFile#GROUP} too, or cannot connect} */
    public String group() {
        return group;
    }

    /** {@return its name for people, with the article} */
    public String noun() {
        return (this == VIEWER ? "a " : "an ") + name().toLowerCase(Locale.ROOT);
    }

    /** {@return what takes this role} */
    public String verb() {
        return verb;
    }

    /** {@return all that one of this role may do} */
    public String all() {
        return all;
    }
}
