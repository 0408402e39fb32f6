package io.arapaima.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;

/** A server that says all it has to say when somebody comes, and keeps what it hears until that one goes; of datagrams the first. */
final class Hearing implements AutoCloseable {
    private final byte[] says;
    private final ServerSocket streams;
    private final DatagramSocket datagrams;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    Hearing(byte[] says, boolean first) throws IOException {
        this.says = says;
        this.streams = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.datagrams = new DatagramSocket(streams.getLocalPort(), InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(first ? this::hearDatagram : this::hearStream);
    }

    int port() {
        return streams.getLocalPort();
    }

    /** {@return each byte as the character of that number} */
    String heard() throws IOException {
        close(); // who has not come by now will not come
        return heard.join();
    }

    private void hearStream() {
        var bytes = new ByteArrayOutputStream();
        try (Socket client = streams.accept()) {
            client.getOutputStream().write(says);
            InputStream in = client.getInputStream();
            client.shutdownOutput();
            in.transferTo(bytes);
        } catch (SocketException _) {
            // It went without a word.
        } catch (IOException e) {
            heard.completeExceptionally(e);
        }
        heard.complete(bytes.toString(ISO_8859_1));
    }

    private void hearDatagram() {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            datagrams.receive(packet);
            heard.complete(new String(packet.getData(), 0, packet.getLength(), ISO_8859_1));
        } catch (IOException _) {
            heard.complete("");
        } finally {
            datagrams.close(); // the client learns it and does not wait
        }
    }

    @Override
    public void close() throws IOException {
        streams.close();
        datagrams.close();
    }
}
