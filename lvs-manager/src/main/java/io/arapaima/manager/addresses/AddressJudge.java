package io.arapaima.manager.addresses;

import io.arapaima.ipc.reason.AddressAlarm;
import io.arapaima.dataplane.Link;
import io.arapaima.dataplane.VirtualAddress;
import java.util.List;
import java.util.Map;

/** What becomes of a wanted address, by what is seen of it. Nothing is done here but asking the network. */
final class AddressJudge {
    private static final System.Logger LOG = System.getLogger("lvs");

    private final Questions questions;
    private final Lease lease;
    private final Possessions ours;

    /**
     * What one look has found.
     *
     * @param there every address of this machine
     * @param links its interfaces by name
     * @param lapsed whether leases have run out
     * @param now the time of the look
     */
    record Seen(List<VirtualAddress> there, Map<String, Link> links, boolean lapsed, long now) {}

    AddressJudge(Questions questions, Lease lease, Possessions ours) {
        this.questions = questions;
        this.lease = lease;
        this.ours = ours;
    }

    Standing next(VirtualAddress address, Standing was, Seen seen) {
        if (ours.has(address) && seen.there().contains(address)) {
            return was instanceof Standing.Held ? was : new Standing.Held(seen.now());
        }
        if (seen.there().stream().anyMatch(t -> samePlace(t, address) && !ours.has(t))) {
            return new Standing.Foreign();
        }
        return switch (was) {
            case Standing.Unseen _, Standing.Foreign _ -> ask(address, Standing.Reason.WANTED);
            case Standing.Held _ when seen.lapsed() -> new Standing.Lapsed();
            case Standing.Held(long since) -> down(address, seen) || seen.now() - since < Standing.AGAIN.toNanos()
                    ? was
                    : ask(address, Standing.Reason.LOST);
            case Standing.Lapsed _ -> seen.lapsed() ? was : new Standing.Free(Standing.Reason.LOST);
            case Standing.Asking(var answer, var reason) ->
                answer.isDone() ? judge(answer.resultNow(), reason, seen.now()) : was;
            case Standing.Free _ -> was;
            case Standing.Denied denied ->
                seen.now() - denied.againNanos() < 0 ? was : ask(address, Standing.Reason.WANTED);
        };
    }

    static boolean samePlace(VirtualAddress one, VirtualAddress other) {
        return one.address().equals(other.address()) && one.device().equals(other.device());
    }

    /** The kernel takes IPv6 addresses away with their link, and would do it again. */
    private static boolean down(VirtualAddress address, Seen seen) {
        Link link = seen.links().get(address.device());
        return link != null && !link.up();
    }

    /** Asks the network who has an address that is to be added. */
    Standing ask(VirtualAddress address, Standing.Reason reason) {
        lease.forget(address);
        return new Standing.Asking(questions.ask(address), reason);
    }

    /** Who cannot ask takes the address all the same: clients without an answer are the greater harm. */
    private static Standing judge(Standing.Answer answer, Standing.Reason reason, long now) {
        if (!answer.failure().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "cannot ask whether another machine has {0}", answer.failure());
        }
        return answer.occupant().<Standing>map(mac -> new Standing.Denied(
                new AddressAlarm.AddressOccupied(mac.toString(), Standing.AGAIN.toSeconds()),
                now + Standing.AGAIN.toNanos(), false))
                .orElseGet(() -> new Standing.Free(reason));
    }
}
