package io.arapaima.relay;

import io.arapaima.dataplane.DestinationKey;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code ip_vs_sh.c} without its flags: 256 buckets, dealt to the destinations in turn, as many in a row as the weight says
 * and at least one; the client's address selects the bucket. A client whose bucket belongs to a destination of weight 0 is
 * refused, as by the kernel without {@code sh-fallback}.
 */
final class SourceHash implements Scheduler {
    private static final int BUCKETS = 256;
    private static final int BUCKET_BITS = 8;
    /** The kernel's {@code GOLDEN_RATIO_32} of {@code hash_32}. */
    private static final int GOLDEN_RATIO = 0x61C88647;

    private final @Nullable DestinationKey[] buckets = new @Nullable DestinationKey[BUCKETS];

    @Override
    public Optional<Candidate> choose(List<Candidate> candidates, InetAddress client) {
        DestinationKey owner = buckets[bucket(client)];
        return candidates.stream().filter(c -> c.key().equals(owner) && c.weight() > 0).findFirst();
    }

    @Override
    public void changed(List<Candidate> candidates) {
        int destination = 0;
        int dealt = 0;
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = candidates.isEmpty() ? null : candidates.get(destination).key();
            if (!candidates.isEmpty() && ++dealt >= candidates.get(destination).weight()) {
                destination = (destination + 1) % candidates.size();
                dealt = 0;
            }
        }
    }

    /** The words of the address are folded by exclusive or; the hash is the top bits of a product. */
    static int bucket(InetAddress client) {
        int folded = 0;
        for (ByteBuffer words = ByteBuffer.wrap(client.getAddress()); words.hasRemaining();) {
            folded ^= words.getInt();
        }
        return (folded * GOLDEN_RATIO) >>> (Integer.SIZE - BUCKET_BITS);
    }
}
