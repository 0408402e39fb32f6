package io.arapaima.pulse;

import io.arapaima.ipc.Edition;
import io.arapaima.ipc.EssentialThread;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The heartbeat of Piranha 0.8.6: one word of four bytes over UDP, little-endian as its PCs sent it, understood in both orders
 * (decision P1). Not authenticated. A partner of that kind leaves the role to whoever hears it say that it is not active, and
 * of two active ones the backup gives way; that is what its words are translated to.
 */
final class PiranhaHeartbeat implements Wire {
    static final int ACTIVE = 0xBDADDBDA;
    static final int NOT_ACTIVE = 0xADBDDABD;
    private static final System.Logger LOG = System.getLogger("pulse");
    private static final int BYTES = 4;

    private final Rules rules;
    private final int port;
    private final long incarnation;
    private final LongSupplier term;
    private final BiConsumer<String, Beat> heard;
    private final List<Open> paths = new ArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong garbage = new AtomicLong();
    private final Map<String, Long> words = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();
    private volatile boolean incompatible;

    private record Open(Heartbeat.Path path, DatagramSocket socket) {}

    private PiranhaHeartbeat(Rules rules, int port, long incarnation, LongSupplier term,
            BiConsumer<String, Beat> heard) {
        this.rules = rules;
        this.port = port;
        this.incarnation = incarnation;
        this.term = term;
        this.heard = heard;
    }

    /**
     * @param term the newest one that this director knows of
     */
    static PiranhaHeartbeat open(List<Heartbeat.Path> paths, int port, Rules rules, long incarnation, LongSupplier term,
            BiConsumer<String, Beat> heard) throws IOException {
        var heartbeat = new PiranhaHeartbeat(rules, port, incarnation, term, heard);
        try {
            for (Heartbeat.Path path : paths) {
                var open = new Open(path, new DatagramSocket(new InetSocketAddress(path.own(), port)));
                heartbeat.paths.add(open);
                EssentialThread.platform("piranha-" + path.name()).start(() -> heartbeat.receive(open));
            }
            return heartbeat;
        } catch (SocketException e) {
            heartbeat.close();
            throw new IOException("failed to bind to heartbeat address: " + e.getMessage()
                    + "; cannot create heartbeat socket. running as root?", e);
        }
    }

    private void receive(Open open) {
        var packet = new DatagramPacket(new byte[BYTES], BYTES);
        while (!open.socket().isClosed()) {
            try {
                packet.setLength(BYTES);
                open.socket().receive(packet);
                judge(open.path(), packet);
            } catch (IOException e) {
                // Nobody listens on the other side, or close() wants the end.
            }
        }
    }

    private void judge(Heartbeat.Path path, DatagramPacket packet) {
        InetAddress from = packet.getAddress();
        var partner = path.partners().entrySet().stream().filter(p -> p.getValue().equals(from)).findFirst();
        if (partner.isEmpty() || packet.getLength() < BYTES) {
            garbage.incrementAndGet();
            return;
        }
        int word = ByteBuffer.wrap(packet.getData()).order(ByteOrder.LITTLE_ENDIAN).getInt();
        boolean active = word == ACTIVE || word == Integer.reverseBytes(ACTIVE);
        if (!active && word != NOT_ACTIVE && word != Integer.reverseBytes(NOT_ACTIVE)) {
            garbage.incrementAndGet();
            complain();
            return;
        }
        words.merge(path.name(), 1L, Long::sum);
        heard.accept(path.name(), translated(partner.get().getKey(), active));
    }

    private void complain() {
        if (!incompatible) {
            incompatible = true;
            LOG.log(System.Logger.Level.WARNING,
                    "Incompatible heartbeat received -- other system not using identical services");
        }
    }

    private Beat translated(int rank, boolean active) {
        // P3: a primary that has just started says "not active" too, so a backup waits for one more of its words.
        boolean settled = rules.self().rank() < rank
                || System.nanoTime() - start > 2 * rules.keepalive().toNanos();
        boolean leaves = !active && settled;
        return new Beat(rank, 1, sequence.incrementAndGet(), active, Grade.FIT, leaves, leaves, false, false, false,
                active ? term.getAsLong() : 0, 0, 0, incarnation, Long.MAX_VALUE, Edition.UNKNOWN);
    }

    /** One that still has its addresses says nothing: the partner would take over at once. */
    @Override
    public void send(int rank, Beat beat) {
        if (!beat.active() && beat.fadeMillis() > 0) {
            return;
        }
        byte[] word = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(beat.active() ? ACTIVE : NOT_ACTIVE).array();
        for (Open open : paths) {
            InetAddress to = open.path().partners().get(rank);
            if (to != null) {
                try {
                    open.socket().send(new DatagramPacket(word, BYTES, to, port));
                } catch (IOException e) {
                    // A link that is down; the silence on the other side says enough.
                }
            }
        }
    }

    @Override
    public List<Traffic> traffic() {
        return paths.stream().map(Open::path).flatMap(path -> path.partners().keySet().stream()
                .map(rank -> new Traffic(path.name(), rank,
                        new Correspondent.Counts(words.getOrDefault(path.name(), 0L), 0, 0))))
                .toList();
    }

    /** Words are not sealed. */
    @Override
    public void onUnopened(Runnable teller) {}

    @Override
    public long garbage() {
        return garbage.get();
    }

    @Override
    public void close() {
        paths.forEach(open -> open.socket().close());
    }
}
