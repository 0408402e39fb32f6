package io.arapaima.check.mysql;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * From the greeting to the first command.
 *
 * @param user as whom
 * @param password proven, or empty
 * @param database to use, if any
 */
record Login(String user, String password, Optional<String> database) {
    private static final int LONG_PASSWORD = 1;
    private static final int WITH_DATABASE = 1 << 3;
    private static final int PROTOCOL_41 = 1 << 9;
    private static final int SSL = 1 << 11;
    private static final int TRANSACTIONS = 1 << 13;
    private static final int SECURE_CONNECTION = 1 << 15;
    private static final int PLUGIN_AUTH = 1 << 19;
    private static final int UTF8 = 33;
    private static final int MOST_ROUNDS = 6;
    private static final int OK = 0x00;
    private static final int MORE_DATA = 0x01;
    private static final int SWITCH = 0xfe;
    private static final int KNOWN = 3;
    private static final int FULL = 4;
    private static final byte[] KEY_PLEASE = {2};

    /** Says that TLS follows, which the server has offered in its greeting. */
    void askForTls(Packets packets, Greeting greeting) throws IOException {
        if ((greeting.capabilities & SSL) == 0) {
            throw new FailedException(Reason.TLS, "expected an offer of TLS, but " + greeting.server + " makes none");
        }
        packets.send(head(true).array());
    }

    private ByteBuffer head(boolean tls) {
        int capabilities = LONG_PASSWORD | PROTOCOL_41 | TRANSACTIONS | SECURE_CONNECTION | PLUGIN_AUTH
                | (tls ? SSL : 0) | (database.isPresent() ? WITH_DATABASE : 0);
        return ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putInt(capabilities).putInt(1 << 24)
                .put((byte) UTF8);
    }

    /** {@return why the server does not let the user in although the password is right; empty when it does} */
    Optional<ServerError> send(Packets packets, Greeting greeting, boolean tls) throws IOException {
        String plugin = greeting.plugin.equals(Passwords.CACHING) ? Passwords.CACHING : Passwords.NATIVE;
        byte[] proof = Passwords.proof(plugin, password, greeting.salt, tls);
        var out = new ByteArrayOutputStream();
        out.writeBytes(head(tls).array());
        word(out, user);
        out.write(proof.length);
        out.writeBytes(proof);
        if (database.isPresent()) {
            word(out, database.get());
        }
        word(out, plugin);
        packets.send(out.toByteArray());
        return await(packets, new State(plugin, greeting.salt), tls);
    }

    private static void word(ByteArrayOutputStream out, String word) {
        out.writeBytes(OptionText.bytes(word));
        out.write(0);
    }

    /** Which plugin is spoken, and with which salt; the server may change both. */
    private static final class State {
        private String plugin;
        private byte[] salt;

        State(String plugin, byte[] salt) {
            this.plugin = plugin;
            this.salt = salt;
        }

        /** A zero ends the salt of MySQL's own plugins; MariaDB's sends 32 bytes of any value. */
        void change(ByteBuffer packet) {
            plugin = packet.hasRemaining() ? Packets.text(packet) : Passwords.OLD;
            boolean whole = plugin.equals(Passwords.ED25519);
            salt = new byte[Math.max(0, packet.remaining() - (whole ? 0 : 1))];
            packet.get(salt);
        }
    }

    private Optional<ServerError> await(Packets packets, State state, boolean tls) throws IOException {
        for (int i = 0; i < MOST_ROUNDS; i++) {
            ByteBuffer packet = packets.read();
            switch (packet.get() & 0xff) {
                case OK -> {
                    return Optional.empty();
                }
                case ServerError.FIRST -> {
                    ServerError error = ServerError.read(packet);
                    if (!error.followsARightLogin()) {
                        error.raise("the login of " + user);
                    }
                    return Optional.of(error);
                }
                case SWITCH -> {
                    state.change(packet);
                    packets.send(Passwords.proof(state.plugin, password, state.salt, tls));
                }
                case MORE_DATA -> more(packets, packet, state, tls);
                default -> throw Packets.unexpected("an answer to the login of " + user, packet);
            }
        }
        throw new ProtocolException("more than " + MOST_ROUNDS + " rounds, and no end of the login");
    }

    /** The server knows the proof, wants the password itself, which only TLS may show, or tells the key to hide it under. */
    private void more(Packets packets, ByteBuffer packet, State state, boolean tls) throws IOException {
        if (state.plugin.equals(Passwords.SHA256)) {
            packets.send(Passwords.hidden(password, state.salt, Packets.text(packet)));
            return;
        }
        int word = packet.hasRemaining() ? packet.get() & 0xff : 0;
        if (word == FULL && tls) {
            packets.send(OptionText.bytes(password + "\0"));
        } else if (word == FULL && state.salt.length > 0) {
            packets.send(KEY_PLEASE);
            ByteBuffer key = packets.read("the question for the public key");
            key.get();
            packets.send(Passwords.hidden(password, state.salt, Packets.text(key)));
        } else if (word != KNOWN) {
            throw new ProtocolException("the server goes on with the login in an unknown way, " + word);
        }
    }
}
