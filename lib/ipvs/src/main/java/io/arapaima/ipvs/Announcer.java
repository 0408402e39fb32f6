package io.arapaima.ipvs;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Talks to the neighbours on one network about one address, by raw frames. Thread-safe: each call has its own socket. */
final class Announcer {
    /** Questions within the patience: one frame may be lost. */
    private static final int QUESTIONS = 3;

    private Announcer() {}

    /** Says once that the address is here. */
    static void announce(int index, Mac mac, String device, InetAddress address) throws NetlinkException {
        List<byte[]> frames = switch (address) {
            // Some switches and firewalls learn from one form only.
            case Inet4Address four -> List.of(ArpFrame.request(mac, four), ArpFrame.reply(mac, four));
            case Inet6Address six -> List.of(NeighbourFrame.advertisement(mac, six, forwards(device)));
            default -> List.of();
        };
        try (var socket = PacketSocket.open(PacketSocket.SEND_ONLY, index)) {
            for (byte[] frame : frames) {
                socket.send(frame);
            }
        }
    }

    /** A host that hears from a router without the router flag stops using it (RFC 4861 section 7.2.5). */
    private static boolean forwards(String device) {
        try {
            return Files.readString(Path.of("/proc/sys/net/ipv6/conf", device, "forwarding")).startsWith("1");
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks who else has the address, until somebody answers or the patience is over. */
    static Optional<Mac> occupant(int index, Mac mac, InetAddress address, Duration patience) throws NetlinkException {
        return switch (address) {
            case Inet4Address four -> ask(index, mac, four, patience, ArpFrame.ETHERTYPE, ArpFrame.probe(mac, four));
            case Inet6Address six ->
                ask(index, mac, six, patience, NeighbourFrame.ETHERTYPE, NeighbourFrame.solicitation(mac, six));
            default -> Optional.empty();
        };
    }

    private static Optional<Mac> ask(int index, Mac mac, InetAddress address, Duration patience, int etherType,
            byte[] question) throws NetlinkException {
        try (var socket = PacketSocket.open(etherType, index)) {
            for (int i = 0; i < QUESTIONS; i++) {
                socket.send(question);
                long deadline = System.nanoTime() + patience.dividedBy(QUESTIONS).toNanos();
                for (long left = 1; left > 0; left = deadline - System.nanoTime()) {
                    Optional<byte[]> frame = socket
                            .receive(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                    Optional<Mac> claimant = frame.flatMap(f -> etherType == ArpFrame.ETHERTYPE
                            ? ArpFrame.claimant(f, address)
                            : NeighbourFrame.claimant(f, address)).filter(m -> !m.equals(mac));
                    if (claimant.isPresent()) {
                        return claimant;
                    }
                }
            }
            return Optional.empty();
        }
    }
}
