package io.arapaima.ipvs;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/** A socket that sends and receives whole Ethernet frames of one protocol on one interface. Used by one thread. */
final class PacketSocket implements AutoCloseable {
    /** Receives nothing. */
    static final int SEND_ONLY = 0;
    private static final int ADDRESS_SIZE = 20;
    /** Longer frames are cut; what we look for stands at the beginning. */
    private static final int CAPACITY = 2048;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int PROGRAM = 16;
    private static final int LOAD_BYTE = 0x30;
    private static final int SKIP_UNLESS = 0x15;
    private static final int TAKE = 0x06;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final int socket;
    private final ByteBuffer out = NetlinkSocket.direct(CAPACITY);
    private final ByteBuffer in = NetlinkSocket.direct(CAPACITY);
    private final ByteBuffer sender = NetlinkSocket.direct(ADDRESS_SIZE);
    private final ByteBuffer senderSize = NetlinkSocket.direct(Integer.BYTES);
    private final ByteBuffer polled = NetlinkSocket.direct(8);

    private PacketSocket(int socket) {
        this.socket = socket;
    }

    /** Opens a socket for an Ethernet type, or {@link #SEND_ONLY}, on the interface of that number. */
    static PacketSocket open(int etherType, int index) throws NetlinkException {
        // Protocol 0 receives nothing until the socket is bound: no frame of another interface gets in before.
        int socket = Libc.socket(Libc.AF_PACKET, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, 0);
        if (socket < 0) {
            throw refused("socket");
        }
        var opened = new PacketSocket(socket);
        try {
            if (etherType == NeighbourFrame.ETHERTYPE) {
                opened.onlyAdvertisements();
            }
            ByteBuffer address = NetlinkSocket.direct(ADDRESS_SIZE).putShort(0, (short) Libc.AF_PACKET).putInt(4,
                    index);
            address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) etherType);
            if (Libc.bind(socket, address, ADDRESS_SIZE) < 0) {
                throw refused("bind");
            }
            return opened;
        } catch (NetlinkException useless) {
            opened.close();
            throw useless;
        }
    }

    /** Traffic of a busy director would crowd out the one answer that is awaited. */
    private void onlyAdvertisements() throws NetlinkException {
        // sock_fprog, and behind it in the same buffer the classic BPF program that it points to (linux/filter.h).
        ByteBuffer program = NetlinkSocket.direct(PROGRAM + 6 * Long.BYTES).putShort(0, (short) 6);
        program.putLong(8, Pointer.nativeValue(Native.getDirectBufferPointer(program)) + PROGRAM).position(PROGRAM);
        instruction(program, LOAD_BYTE, 0, NeighbourFrame.NEXT_HEADER_AT);
        instruction(program, SKIP_UNLESS, 3, NeighbourFrame.ICMPV6);
        instruction(program, LOAD_BYTE, 0, NeighbourFrame.ICMP_AT);
        instruction(program, SKIP_UNLESS, 1, NeighbourFrame.ADVERTISEMENT);
        instruction(program, TAKE, 0, CAPACITY);
        instruction(program, TAKE, 0, 0);
        if (Libc.setsockopt(socket, Libc.SOL_SOCKET, SO_ATTACH_FILTER, program.rewind(), PROGRAM) < 0) {
            throw refused("setsockopt");
        }
    }

    private static void instruction(ByteBuffer program, int code, int skip, int operand) {
        program.putShort((short) code).put((byte) 0).put((byte) skip).putInt(operand);
    }

    void send(byte[] frame) throws NetlinkException {
        out.clear().put(frame).flip();
        while (Libc.send(socket, out, frame.length, 0) < 0) {
            Errno why = Errno.last();
            if (why != Errno.EINTR) {
                throw refused("send", why);
            }
        }
    }

    /** Takes the next frame; empty when none came in time. Blocks in the kernel: for platform threads. */
    Optional<byte[]> receive(Duration patience) throws NetlinkException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            senderSize.putInt(0, ADDRESS_SIZE);
            long length = Libc.recvfrom(socket, in, CAPACITY, Libc.MSG_DONTWAIT, sender, senderSize);
            if (length >= 0) {
                byte[] frame = new byte[(int) length];
                in.get(0, frame);
                return Optional.of(frame);
            }
            Errno why = Errno.last();
            if (why == Errno.EAGAIN) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                polled.putInt(0, socket).putShort(4, (short) Libc.POLLIN).putShort(6, (short) 0);
                // What poll finds wrong, the next recvfrom says by name.
                Libc.poll(polled, 1, (int) Math.min((left + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI, 60_000));
            } else if (why != Errno.EINTR) {
                throw refused("recvfrom", why);
            }
        }
    }

    @Override
    public void close() {
        Libc.close(socket);
    }

    private static NetlinkException refused(String call) {
        return refused(call, Errno.last());
    }

    private static NetlinkException.Refused refused(String call, Errno why) {
        return new NetlinkException.Refused(why.number(), call + " on a packet socket");
    }
}
