package io.arapaima.pulse.wire;

import io.arapaima.config.Edition;
import io.arapaima.daemon.EssentialThread;
import io.arapaima.pulse.election.Beat;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The heartbeat of Piranha 0.8.6: a {@link PiranhaWord} over UDP. Not authenticated. A partner of that kind that says it is not
 * active is free to take over, and leaves the role to whoever hears it say so; of two active ones the backup gives way. That is
 * what its words are translated to.
 */
public final class PiranhaHeartbeat implements Wire {
    private static final System.Logger LOG = System.getLogger("pulse");
    /** Enough to tell a sealed beat of this suite. */
    private static final int BYTES = 128;

    private final Rules rules;
    private final int port;
    private final long incarnation;
    private final LongSupplier term;
    private final boolean fos;
    private final Foreigners foreigners;
    private final Map<Integer, RoleQuestion> questions = new ConcurrentHashMap<>();
    private final BiConsumer<String, Beat> heard;
    private final List<Open> paths = new ArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong garbage = new AtomicLong();
    private final Map<String, Long> words = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();
    private volatile boolean incompatible;
    /** When this director had the role, or its addresses, last. */
    private volatile long hadItAt = start - Long.MAX_VALUE / 2;

    private record Open(Heartbeat.Path path, DatagramSocket socket) {}

    private PiranhaHeartbeat(Rules rules, boolean fos, int port, long incarnation, LongSupplier term,
            Consumer<Input> inbox, BiConsumer<String, Beat> heard) {
        this.fos = fos;
        this.foreigners = new Foreigners(rules, incarnation, Foreigners.Manners.FIRM, inbox, heard);
        this.rules = rules;
        this.port = port;
        this.incarnation = incarnation;
        this.term = term;
        this.heard = heard;
    }

    /**
     * Opens the datagram sockets.
     *
     * @param fos whether failover services are run, which have words of their own
     * @param term the newest one that this director knows of
     * @param inbox hears what an operator should know
     */
    public static PiranhaHeartbeat open(List<Heartbeat.Path> paths, int port, Rules rules, boolean fos,
            long incarnation,
            LongSupplier term, Consumer<Input> inbox, BiConsumer<String, Beat> heard) throws IOException {
        var heartbeat = new PiranhaHeartbeat(rules, fos, port, incarnation, term, inbox, heard);
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
        if (partner.isEmpty() || packet.getLength() < PiranhaWord.BYTES) {
            garbage.incrementAndGet();
            return;
        }
        int rank = partner.get().getKey();
        Optional<PiranhaWord> word = PiranhaWord.read(packet.getData(), 0, packet.getLength());
        if (Seal.head(packet.getData(), 0, packet.getLength()).isPresent()) {
            foreign(path, rank, questions.computeIfAbsent(rank, _ -> new RoleQuestion(path.own(), from, port)).active(),
                    "speaks the heartbeat of this suite, and this director Piranha's: write heartbeat_protocol = arapaima "
                            + "here, or heartbeat_protocol = piranha there, and restart that pulse (docs/migration.md)");
        } else if (word.isEmpty()) {
            garbage.incrementAndGet();
            complain();
        } else if (word.get().fos() == fos) {
            words.merge(path.name(), 1L, Long::sum);
            foreigners.understood(rank);
            heard.accept(path.name(), translated(rank, word.get()));
        } else {
            complain();
            foreign(path, rank, Optional.of(word.get().active()), "runs service = " + (fos ? "lvs" : "fos")
                    + ", and this director service = " + (fos ? "fos" : "lvs") + ": write the same in both files");
        }
    }

    private void foreign(Heartbeat.Path path, int rank, Optional<Boolean> active, String cure) {
        foreigners.heard(path.name(), rank, active, cure, term.getAsLong(), System.nanoTime());
    }

    private void complain() {
        if (!incompatible) {
            incompatible = true;
            LOG.log(System.Logger.Level.WARNING,
                    "Incompatible heartbeat received -- other system not using identical services");
        }
    }

    private Beat translated(int rank, PiranhaWord word) {
        boolean active = word.active();
        int newer = word == PiranhaWord.FOS_TAKES ? 1 : 0;
        // A primary that has just started says "not active" too, so a backup waits for one more word (docs/piranha.md, P3).
        long patience = 2 * rules.keepalive().toNanos();
        boolean settled = rules.self().rank() < rank || System.nanoTime() - start > patience;
        // What it said last may be older than its taking what was just given up here; a beat later it would have said so.
        boolean leaves = !active && settled && System.nanoTime() - hadItAt > patience;
        return new Beat(rank, 1, sequence.incrementAndGet(), active, Grade.FIT, false, leaves, false, false, false,
                active ? term.getAsLong() + newer : 0, 0, 0, incarnation, Long.MAX_VALUE, Edition.UNKNOWN);
    }

    /** One that still has its addresses says nothing: the partner would take over at once. */
    @Override
    public void send(int rank, Beat beat) {
        boolean hasIt = beat.active() || beat.fadeMillis() > 0;
        if (hasIt) {
            hadItAt = System.nanoTime();
        }
        if (hasIt && !beat.active()) {
            return;
        }
        byte[] word = PiranhaWord.of(fos, beat.active()).bytes();
        for (Open open : paths) {
            InetAddress to = open.path().partners().get(rank);
            if (to != null) {
                try {
                    open.socket().send(new DatagramPacket(word, word.length, to, port));
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
