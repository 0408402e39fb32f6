package io.arapaima.check.snmpload;

import io.arapaima.check.Deadline;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.snmp4j.TransportStateReference;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.AbstractTransportMapping;

/**
 * A transport of SNMP4J that has no thread: whoever waits for an answer takes the datagrams off the wire. Connected, so
 * that the kernel drops what others send, and a closed port is heard of.
 */
final class Wire extends AbstractTransportMapping<UdpAddress> {
    /** The agent is told; a table of 64 processors takes 2 KiB. */
    private static final int MOST_BYTES = 8192;

    private final DatagramSocket socket;
    private final UdpAddress peer;
    private final byte[] buffer = new byte[MOST_BYTES];
    private byte[] lastSent = new byte[0];

    private Wire(DatagramSocket socket, UdpAddress peer) {
        this.socket = socket;
        this.peer = peer;
        this.maxInboundMessageSize = MOST_BYTES;
    }

    static Wire connect(InetAddress address, int port) throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(0));
        try {
            socket.connect(new InetSocketAddress(address, port));
            return new Wire(socket, new UdpAddress(address, port));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    UdpAddress peer() {
        return peer;
    }

    @Override
    public void sendMessage(UdpAddress address, byte[] message, TransportStateReference reference, long timeoutMillis,
            int maxRetries) throws IOException {
        lastSent = message;
        sendAgain();
    }

    /** Sends the last message once more: datagrams get lost. */
    void sendAgain() throws IOException {
        socket.send(new DatagramPacket(lastSent, lastSent.length));
    }

    /** Takes one datagram off the wire and hands it to SNMP4J, which drops what is not for us. */
    void receive(Deadline until) throws IOException {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.setSoTimeout(until.millisLeft());
        socket.receive(packet);
        fireProcessMessage(peer, ByteBuffer.wrap(buffer, 0, packet.getLength()).slice(),
                new TransportStateReference(this, peer, new OctetString(), SecurityLevel.undefined,
                        SecurityLevel.undefined, false, socket));
    }

    @Override
    public Class<? extends Address> getSupportedAddressClass() {
        return UdpAddress.class;
    }

    @Override
    public UdpAddress getListenAddress() {
        return new UdpAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    @Override
    public void listen() {}

    @Override
    public boolean isListening() {
        return !socket.isClosed();
    }

    @Override
    public void close() {
        socket.close();
    }
}
