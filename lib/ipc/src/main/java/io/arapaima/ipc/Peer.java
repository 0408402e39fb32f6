package io.arapaima.ipc;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.ipc.peer.OnBehalf;
import java.util.List;
import java.util.Optional;

/**
 * Who is at the other end of a daemon's socket.
 *
 * @param user the kernel's word: its name, or its number where it has none
 * @param role what it may do
 * @param own whether it runs as root or as the daemon's own user, as nanny and pulse do
 * @param person on whose behalf it asks, if not its own
 */
public record Peer(String user, PeerRole role, boolean own, Optional<String> person) {
    /**
     * Whether a request is beyond this peer's role.
     *
     * @param request to the hub
     * @return the refusal; empty when it may ask
     */
    public Optional<Message.Answer> refusal(Message.ToHub request) {
        return refusal(RequestKind.of(request));
    }

    /**
     * Whether a request is beyond this peer's role.
     *
     * @param request to pulse
     * @return the refusal; empty when it may ask
     */
    public Optional<Message.Answer> refusal(Message.ToPulse request) {
        return refusal(RequestKind.of(request));
    }

    private Optional<Message.Answer> refusal(RequestKind kind) {
        PeerRole takes = kind.takes();
        if (role.compareTo(takes) >= 0) {
            return Optional.empty();
        }
        String who = person.map(p -> p + ", for whom user " + user + " asks,").orElse("user " + user);
        String cure = person.isPresent()
                ? ""
                : ": members of the group " + takes.group() + ", root and the daemons' user";
        return Optional.of(new Message.Answer(false, List.of(who + " is " + role.noun() + " and may only " + role.all()
                + "; to " + takes.verb() + " takes " + takes.noun() + cure)));
    }

    /** {@return who wants what it asks for, as journals name it} */
    public String actor() {
        return person.map(p -> p + ", by user " + user).orElse(user);
    }

    /** This peer while it asks for a person, who may no more than it may itself. */
    Peer onBehalfOf(OnBehalf other) {
        PeerRole lower = other.role().compareTo(role) < 0 ? other.role() : role;
        return new Peer(user, lower, false, Optional.of(other.name()));
    }
}
