package io.arapaima.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before another peer and spoils what that says, in each conversation otherwise; the same seed spoils the same way. */
final class SpoilingPeer implements Peer {
    private static final int MOST = 64 * 1024;

    private final Peer behind;
    private final AtomicLong seeds;
    private final InetSocketAddress address;
    private final AutoCloseable listener;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

    SpoilingPeer(Peer behind, long seed) throws IOException {
        this.behind = behind;
        this.seeds = new AtomicLong(seed);
        if (behind.transport() == Target.Transport.UDP) {
            var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            listener = socket;
            address = (InetSocketAddress) socket.getLocalSocketAddress();
            start(() -> datagrams(socket));
        } else {
            var server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            listener = server;
            address = (InetSocketAddress) server.getLocalSocketAddress();
            start(() -> connections(server));
        }
    }

    /** What a thread does until a socket is closed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread.ofPlatform().daemon().name("spoiling-peer").start(() -> {
            try {
                work.run();
            } catch (IOException _) {
                // closed: the conversation is over
            }
        });
    }

    private void connections(ServerSocket server) throws IOException {
        while (true) {
            Socket client = server.accept();
            open.add(client);
            long seed = seeds.getAndIncrement();
            start(() -> converse(client, new Mutations(seed)));
        }
    }

    private void converse(Socket client, Mutations mutations) throws IOException {
        try (client; var server = new Socket()) {
            open.add(server);
            server.connect(behind.address());
            start(() -> {
                try (client; server) {
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            });
            spoil(server.getInputStream(), client.getOutputStream(), mutations);
        } finally {
            open.remove(client);
        }
    }

    private static void spoil(InputStream from, OutputStream to, Mutations mutations) throws IOException {
        byte[] piece = new byte[MOST];
        for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
            to.write(mutations.of(Arrays.copyOf(piece, length)));
        }
    }

    private void datagrams(DatagramSocket clients) throws IOException {
        var packet = new DatagramPacket(new byte[MOST], MOST);
        while (true) {
            packet.setLength(MOST);
            clients.receive(packet);
            byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
            InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
            long seed = seeds.getAndIncrement();
            start(() -> answer(clients, client, request, new Mutations(seed)));
        }
    }

    private void answer(DatagramSocket clients, InetSocketAddress client, byte[] request, Mutations mutations)
            throws IOException {
        try (var server = new DatagramSocket()) {
            open.add(server);
            server.connect(behind.address());
            server.send(new DatagramPacket(request, request.length));
            var packet = new DatagramPacket(new byte[MOST], MOST);
            server.receive(packet);
            byte[] answer = mutations.of(Arrays.copyOf(packet.getData(), packet.getLength()));
            clients.send(new DatagramPacket(answer, Math.min(answer.length, 65_000), client));
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Target.Transport transport() {
        return behind.transport();
    }

    @Override
    public Map<String, String> options() {
        return behind.options();
    }

    @Override
    public void close() throws IOException {
        try {
            listener.close();
            for (AutoCloseable each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        behind.close();
    }
}
