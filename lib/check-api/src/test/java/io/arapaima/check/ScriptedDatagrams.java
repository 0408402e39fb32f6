package io.arapaima.check;

import io.arapaima.check.Target.Transport;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A UDP server on loopback with one bad habit: it answers, is silent, sends garbage, floods, or is not there. */
public final class ScriptedDatagrams implements Peer {
    /** Near the greatest UDP payload of 65,507 bytes. */
    private static final int FLOOD_SIZE = 60_000;

    private final Behaviour behaviour;
    private final UnaryOperator<byte[]> answer;
    private final DatagramSocket socket;
    private final Thread thread;

    /**
     * Opens the server.
     *
     * @param behaviour its habit: one that exists without connections
     * @param answer from a request to the right answer
     * @throws IOException if no port can be had
     */
    public ScriptedDatagrams(Behaviour behaviour, UnaryOperator<byte[]> answer) throws IOException {
        this.behaviour = behaviour;
        this.answer = answer;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        if (behaviour == Behaviour.REFUSES) {
            // The port stays ours, but datagrams from anybody else than port 9 find no socket: ICMP port unreachable.
            socket.connect(InetAddress.getLoopbackAddress(), 9);
        }
        this.thread = Thread.ofPlatform().daemon().name("scripted-datagrams").start(this::serve);
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[FLOOD_SIZE], FLOOD_SIZE);
        try {
            while (true) {
                packet.setLength(FLOOD_SIZE);
                socket.receive(packet);
                byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
                switch (behaviour) {
                    case ANSWERS -> send(answer.apply(request), packet);
                    case TALKS_GARBAGE -> send(Arrays.copyOf(ScriptedServer.garbage(), 512), packet);
                    case FLOODS -> flood(packet);
                    case HANGS, REFUSES -> {
                    }
                    case DRIPS, CLOSES_EARLY, RESETS, BLACK_HOLE ->
                        throw new IOException("UDP has no connections, so no server " + behaviour);
                }
            }
        } catch (IOException | InterruptedException _) {
            // closed: the trial is over
        }
    }

    private void send(byte[] bytes, DatagramPacket to) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
    }

    private void flood(DatagramPacket to) throws IOException, InterruptedException {
        byte[] big = Arrays.copyOf(ScriptedServer.garbage(), FLOOD_SIZE);
        while (true) {
            for (int i = 0; i < 17; i++) {
                send(big, to);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
