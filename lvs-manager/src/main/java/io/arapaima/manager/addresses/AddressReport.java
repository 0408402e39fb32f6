package io.arapaima.manager.addresses;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.AddressAlarm;
import io.arapaima.dataplane.Link;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.reason.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the addresses stand at one moment, for people and for pulse.
 *
 * @param planned what an active director holds
 * @param standings what is wanted now; empty on a standby
 * @param links interfaces by name; empty while none was read
 * @param released whether nothing of ours is left on this machine
 * @param broken why the kernel cannot be asked; empty when it can
 */
public record AddressReport(List<VirtualAddress> planned, Map<VirtualAddress, Standing> standings,
        Map<String, Link> links,
        boolean released, String broken) {
    /** Without addresses to keep there is nothing to report. */
    public static final AddressReport NOTHING = new AddressReport(List.of(), Map.of(), Map.of(), true, "");

    /** The role that the addresses are in: a standby that could not remove one is still active. */
    public Role inForce(Role wanted) {
        return switch (wanted) {
            case STANDBY -> released ? Role.STANDBY : Role.ACTIVE;
            case ACTIVE -> standings.values().stream().allMatch(AddressReport::decided) ? Role.ACTIVE : Role.STANDBY;
        };
    }

    private static boolean decided(Standing standing) {
        return switch (standing) {
            case Standing.Free(var reason) -> reason != Standing.Reason.ROLE;
            case Standing.Unseen _, Standing.Lapsed _ -> false;
            case Standing.Held _, Standing.Foreign _, Standing.Asking _, Standing.Denied _ -> true;
        };
    }

    /** Whether every wanted address is here, or is known not to come now. */
    public boolean settled() {
        return standings.values().stream().allMatch(standing -> switch (standing) {
            case Standing.Unseen _, Standing.Asking _, Standing.Free _, Standing.Lapsed _ -> false;
            case Standing.Held _, Standing.Foreign _, Standing.Denied _ -> true;
        });
    }

    /** Whether an address waits for the next pass. */
    public boolean waiting() {
        return standings.values().stream().anyMatch(Standing.Free.class::isInstance);
    }

    /** Why this director cannot serve; {@link Reason#NONE} when it can. That another machine has an address does not count. */
    public Reason trouble() {
        return !broken.isEmpty()
                ? new AddressAlarm.AddressesUnreadable(broken)
                : standings.values().stream().filter(Standing.Denied.class::isInstance).map(Standing.Denied.class::cast)
                        .filter(Standing.Denied::refused).map(Standing.Denied::why).findFirst().orElse(Reason.NONE);
    }

    /** Interfaces of virtual addresses that cannot pass packets, also while this director is standby. */
    public List<String> linksDown() {
        return links.isEmpty()
                ? List.of()
                : planned.stream().map(VirtualAddress::device).distinct().filter(
                        name -> !Optional.ofNullable(links.get(name)).map(Link::running).orElse(false)).toList();
    }

    public List<DirectorSnapshot.AddressStatus> status() {
        return standings.entrySet().stream()
                .map(entry -> new DirectorSnapshot.AddressStatus(entry.getKey().withPrefix(),
                        entry.getKey().place(), entry.getValue().words()))
                .toList();
    }
}
