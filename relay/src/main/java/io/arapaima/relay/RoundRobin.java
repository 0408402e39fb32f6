package io.arapaima.relay;

import io.arapaima.dataplane.DestinationKey;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ip_vs_rr.c}: each in turn, starting after the last choice; weights count only as zero or not. */
final class RoundRobin implements Scheduler {
    private List<DestinationKey> order = List.of();
    private @Nullable DestinationKey last;

    @Override
    public Optional<Candidate> choose(List<Candidate> candidates, InetAddress client) {
        int start = last == null ? -1 : order.indexOf(last);
        for (int step = 1; step <= candidates.size(); step++) {
            Candidate next = candidates.get((start + step) % candidates.size());
            if (next.weight() > 0) {
                last = next.key();
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** The turn of a removed destination passes to its successor (kernel: {@code ip_vs_rr_del_dest}). */
    @Override
    public void changed(List<Candidate> candidates) {
        List<DestinationKey> now = candidates.stream().map(Candidate::key).toList();
        while (last != null && !now.contains(last)) {
            int before = order.indexOf(last) - 1;
            last = before < 0 ? null : order.get(before);
        }
        order = now;
    }
}
