package io.arapaima.check.mysql;

import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** What the server says first (protocol version 10). */
final class Greeting {
    private static final int VERSION = 10;
    private static final int SALT = 20;

    final String server;
    final int capabilities;
    final byte[] salt;
    final String plugin;

    private Greeting(String server, int capabilities, byte[] salt, String plugin) {
        this.server = server;
        this.capabilities = capabilities;
        this.salt = salt;
        this.plugin = plugin;
    }

    /**
     * Reads it.
     *
     * @throws ProtocolException if it is none
     */
    static Greeting read(ByteBuffer packet) throws ProtocolException {
        if (packet.get() != VERSION) {
            throw Packets.unexpected("a greeting of protocol version " + VERSION, packet);
        }
        try {
            String server = Packets.text(packet);
            packet.getInt();
            var salt = new ByteArrayOutputStream();
            byte[] part = new byte[8];
            packet.get(part);
            salt.writeBytes(part);
            packet.get();
            int low = packet.getShort() & 0xffff;
            packet.get();
            packet.getShort();
            int capabilities = low | (packet.getShort() << 16);
            packet.position(packet.position() + 11);
            byte[] rest = new byte[SALT - part.length];
            packet.get(rest);
            salt.writeBytes(rest);
            packet.get();
            return new Greeting(server, capabilities, salt.toByteArray(), Packets.text(packet));
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            throw new ProtocolException("the greeting is too short for a server that knows protocol 4.1");
        }
    }
}
