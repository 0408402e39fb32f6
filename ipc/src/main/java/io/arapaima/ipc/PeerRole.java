package io.arapaima.ipc;

/** What the other side of a conversation may do, by the user it runs as. */
public enum PeerRole {
    /** A member of the group {@value OwnFile#GROUP}: asks, and changes nothing. */
    VIEWER,
    /** Root, or the daemon's own user, whose daemons and shells these are: everything. */
    ADMINISTRATOR;

    /** What a viewer is answered who commands; a sentence with the remedy. */
    public static final String ONLY_LOOKS = "members of the group " + OwnFile.GROUP
            + " may only look; run this as root or as the daemons' user";
}
