package io.arapaima.check.postgresql;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionText;
import io.arapaima.check.UndecidedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Version 3 of the protocol on one connection. */
final class PgSession {
    private static final int VERSION_3 = 196_608;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int MOST_MESSAGES = 1000;
    private static final int MOST_NOTICES = 10;
    private static final int OK = 0;
    private static final int CLEARTEXT = 3;
    private static final int MD5 = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final CheckSocket connection;

    PgSession(CheckSocket connection) {
        this.connection = connection;
    }

    void askForTls() throws IOException {
        connection.send(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
        int answer = connection.readBytes(1)[0];
        switch (answer) {
            case 'S' -> {
                // it agrees
            }
            case 'N' -> throw new FailedException(Reason.TLS, "expected TLS, but the server declines it");
            // Of a server that has no process left for us.
            case 'E' -> throw new FailedException(Reason.CONTENT, "expected TLS, but the server answers with an error");
            default -> throw new ProtocolException("the answer to the wish for TLS is 0x"
                    + Integer.toHexString(answer & 0xff) + ", which is no answer of PostgreSQL");
        }
    }

    void start(String user, Optional<String> database) throws IOException {
        var words = new ByteArrayOutputStream();
        word(words, "user");
        word(words, user);
        if (database.isPresent()) {
            word(words, "database");
            word(words, database.get());
        }
        word(words, "application_name");
        word(words, "arapaima");
        words.write(0);
        connection.send(ByteBuffer.allocate(8 + words.size()).putInt(8 + words.size()).putInt(VERSION_3)
                .put(words.toByteArray()).array());
    }

    private static void word(ByteArrayOutputStream out, String word) {
        out.writeBytes(OptionText.bytes(word));
        out.write(0);
    }

    /** {@return the first word of the server after the start: a demand for a login, or an error} */
    PgMessage firstAnswer() throws IOException {
        PgMessage message = PgMessage.read(connection);
        for (int notices = 0; message.type() == 'N' && notices < MOST_NOTICES; notices++) {
            message = PgMessage.read(connection);
        }
        if (message.type() != 'R' && message.type() != 'E') {
            throw new ProtocolException("expected a demand for a login, got a message " + message.type());
        }
        return message;
    }

    /**
     * Logs in and waits until queries are taken.
     *
     * @return the fields of the server's refusal where it comes after a right login; empty when queries are taken
     */
    Map<Character, String> logIn(String user, String password) throws IOException {
        String what = "the login of " + user;
        var scram = new Scram(password);
        boolean in = false;
        for (int i = 0; i < MOST_MESSAGES; i++) {
            PgMessage message = PgMessage.read(connection);
            switch (message.type()) {
                case 'R' -> in = authenticate(message, user, password, scram);
                case 'Z' -> {
                    return Map.of();
                }
                case 'E' -> {
                    Map<Character, String> fields = message.fields();
                    if (in && Refusal.isOfTheAccountAlone(fields)) {
                        return fields;
                    }
                    throw failed(what, fields);
                }
                default -> {
                    // parameters and the key to cancel with
                }
            }
        }
        throw new ProtocolException("more than " + MOST_MESSAGES + " messages, and no end of the login");
    }

    /** {@return whether the server is content} */
    private boolean authenticate(PgMessage message, String user, String password, Scram scram) throws IOException {
        int how = message.number();
        switch (how) {
            case OK -> {
                return true;
            }
            case CLEARTEXT -> send('p', password + "\0");
            case MD5 -> send('p', md5(user, password, message.number()) + "\0");
            case SASL -> {
                byte[] first = OptionText.bytes(scram.clientFirst());
                send('p', ByteBuffer.allocate(Scram.MECHANISM.length() + 5 + first.length)
                        .put(Scram.MECHANISM.getBytes(StandardCharsets.US_ASCII)).put((byte) 0).putInt(first.length)
                        .put(first).array());
            }
            case SASL_CONTINUE -> send('p', scram.clientFinal(message.rest()));
            case SASL_FINAL -> scram.verify(message.rest());
            // Kerberos, SCM, GSSAPI, SSPI.
            case 2, 6, 7, 8, 9 -> throw new UndecidedException("the server wants a login of kind " + how
                    + " (not password, md5 or SCRAM); allow one of these for this director in pg_hba.conf");
            default -> throw new ProtocolException("the server wants a login of an unknown kind, " + how);
        }
        return false;
    }

    private static String md5(String user, String password, int salt) throws IOException {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            String inner = HexFormat.of().formatHex(md5.digest(OptionText.bytes(password + user)));
            md5.update(inner.getBytes(StandardCharsets.US_ASCII));
            return "md5" + HexFormat.of().formatHex(md5.digest(ByteBuffer.allocate(4).putInt(salt).array()));
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("MD5 is not there on this director: " + e.getMessage());
        }
    }

    /** {@return the first value of the first row; empty when there is no row} */
    Optional<String> query(String query) throws IOException {
        send('Q', query + "\0");
        Optional<String> value = Optional.empty();
        for (int i = 0; i < MOST_MESSAGES; i++) {
            PgMessage message = next("the query");
            if (message.type() == 'D' && value.isEmpty()) {
                value = Optional.of(message.firstValue());
            } else if (message.type() == 'Z') {
                return value;
            }
        }
        throw new ProtocolException("the answer to the query has more than " + MOST_MESSAGES
                + " rows; write one that has a single row");
    }

    void end() throws IOException {
        send('X', "");
    }

    private void send(char type, String body) throws IOException {
        send(type, OptionText.bytes(body));
    }

    private void send(char type, byte[] body) throws IOException {
        connection.send(ByteBuffer.allocate(5 + body.length).put((byte) type).putInt(4 + body.length).put(body)
                .array());
    }

    private PgMessage next(String what) throws IOException {
        PgMessage message = PgMessage.read(connection);
        if (message.type() == 'E') {
            throw failed(what, message.fields());
        }
        return message;
    }

    private static FailedException failed(String what, Map<Character, String> fields) {
        return new FailedException(Reason.CONTENT, "expected success of " + what + ", got " + error(fields));
    }

    static String error(Map<Character, String> fields) {
        return fields.getOrDefault('S', "an error") + " " + fields.getOrDefault('C', "") + ": "
                + fields.getOrDefault('M', "without words");
    }
}
