package io.arapaima.pulse.wire;

import io.arapaima.pulse.election.Beat;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Message.Flag;
import org.jgroups.Receiver;
import org.jgroups.stack.IpAddress;

/**
 * The paths to the partners, all used at once: a JGroups channel each, without membership, which the election is there for.
 * Addresses are the partners' own, known from lvs.cf.
 */
public final class Heartbeat implements Wire {
    private final List<Open> paths = new ArrayList<>();

    /**
     * One way to the partners.
     *
     * @param name {@code public} or {@code private}
     * @param own address of this director
     * @param partners addresses of the others by rank
     */
    public record Path(String name, InetAddress own, Map<Integer, InetAddress> partners) {}

    private record Open(Path path, JChannel channel, SealedUdp udp, Map<Integer, IpAddress> to,
            Map<Integer, Correspondent> correspondents) {}

    /**
     * Opens all paths.
     *
     * @param heard called by the receiving threads, with the name of the path
     * @throws IOException when a port cannot be bound; the message is Piranha's
     */
    public static Heartbeat open(List<Path> paths, int port, SharedKey key, long incarnation,
            BiConsumer<String, Beat> heard)
            throws IOException {
        var heartbeat = new Heartbeat();
        try {
            for (Path path : paths) {
                heartbeat.paths.add(open(path, heartbeat.paths.size(), port, key, incarnation, heard));
            }
            return heartbeat;
        } catch (Exception e) {
            heartbeat.close();
            throw new IOException("failed to bind to heartbeat address: " + e.getMessage()
                    + "; cannot create heartbeat socket. running as root?", e);
        }
    }

    private static Open open(Path path, int number, int port, SharedKey key, long incarnation,
            BiConsumer<String, Beat> heard) throws Exception {
        var seal = new Seal(key, incarnation, number);
        var udp = new SealedUdp(seal, path.own(), port);
        Map<Integer, IpAddress> to = new TreeMap<>();
        Map<Integer, Correspondent> correspondents = new TreeMap<>();
        path.partners().forEach((rank, address) -> {
            to.put(rank, new IpAddress(address, port));
            correspondents.put(rank, new Correspondent(seal, incarnation));
            udp.add(new IpAddress(address, port), correspondents.get(rank));
        });
        var channel = new JChannel(udp).name(path.name());
        var self = new IpAddress(path.own(), port);
        channel.addAddressGenerator(() -> self);
        channel.setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                BeatCodec.read(message.getArray(), message.getOffset(), message.getLength())
                        .filter(beat -> message.getSrc().equals(to.get(beat.rank())))
                        .ifPresent(beat -> heard.accept(path.name(), beat));
            }
        });
        channel.connect("arapaima");
        return new Open(path, channel, udp, to, correspondents);
    }

    /** Has what a partner says that this director does not understand judged there. */
    public void understand(Foreigners foreigners, LongSupplier term) {
        for (Open open : paths) {
            open.to().forEach((rank, address) -> open.udp().onWord(address, word -> foreigners.heard(open.path().name(),
                    rank, Optional.of(word.active()),
                    "speaks Piranha's heartbeat, and this director that of this suite: write "
                            + "heartbeat_protocol = piranha here and restart pulse (docs/migration.md), or arapaima there",
                    term.getAsLong(), System.nanoTime()), () -> foreigners.understood(rank)));
        }
    }

    @Override
    public void send(int rank, Beat beat) {
        byte[] bytes = BeatCodec.write(beat);
        for (Open open : paths) {
            IpAddress partner = open.to().get(rank);
            if (partner != null) {
                try {
                    open.channel().send(new BytesMessage(partner, bytes).setFlag(Flag.OOB, Flag.NO_RELIABILITY,
                            Flag.NO_FC, Flag.DONT_BUNDLE));
                } catch (Exception e) {
                    // A link that is down; the silence on the other side says enough.
                }
            }
        }
    }

    @Override
    public List<Traffic> traffic() {
        return paths.stream().flatMap(open -> open.correspondents().entrySet().stream()
                .map(c -> new Traffic(open.path().name(), c.getKey(), c.getValue().counts()))).toList();
    }

    @Override
    public void onUnopened(Runnable teller) {
        paths.forEach(open -> open.udp().onUnopened(teller));
    }

    @Override
    public long garbage() {
        return paths.stream().mapToLong(open -> open.udp().garbage()).sum();
    }

    @Override
    public void close() {
        paths.forEach(open -> open.channel().close());
    }
}
