package io.arapaima.check.ldap;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.FailedException;
import io.arapaima.check.UndecidedException;
import io.arapaima.check.ldap.Ber.Element;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** LDAP version 3 on one connection: one request, its answers, the next. */
final class LdapSession {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_MESSAGES = 20;
    /** Of an entry; a long name before thousands of empty values would make gigabytes of one message. */
    private static final int MOST_TEXT = 512 * 1024;
    private static final int BIND = 0x60;
    private static final int BIND_ANSWER = 0x61;
    private static final int UNBIND = 0x42;
    private static final int SEARCH = 0x63;
    private static final int SEARCH_ENTRY = 0x64;
    private static final int SEARCH_DONE = 0x65;
    private static final int SEARCH_REFERENCE = 0x73;
    private static final int EXTENDED = 0x77;
    private static final int INTERMEDIATE = 0x79;
    private static final int EXTENDED_ANSWER = 0x78;
    private static final int SIMPLE = 0x80;
    private static final int PRESENT = 0x87;
    private static final String START_TLS = "1.3.6.1.4.1.1466.20037";

    private final CheckSocket connection;
    private int number;

    LdapSession(CheckSocket connection) {
        this.connection = connection;
    }

    /** An operation of a message, with the bytes that it points into. */
    private static final class Operation {
        private final byte[] message;
        private final Element element;

        Operation(byte[] message, Element element) {
            this.message = message;
            this.element = element;
        }

        List<Element> parts() throws ProtocolException {
            return Ber.inside(message, element);
        }
    }

    /** {@return what the server says instead of success although it works; empty when somebody is bound} */
    Optional<String> bind(String name, String password) throws IOException {
        send(Ber.element(BIND, Ber.number(Ber.INTEGER, 3), Ber.text(Ber.OCTETS, name), Ber.text(SIMPLE, password)));
        Operation answer = next(BIND_ANSWER);
        String what = name.isEmpty() ? "an anonymous bind" : "the bind of " + name;
        ResultCode code = result(answer, what);
        if (name.isEmpty() ? code.refusesStrangers() : code.followsARightPassword()) {
            return Optional.of(code.toString());
        }
        if (code.wantsEncryption()) {
            throw new UndecidedException(
                    "the server takes no password without encryption; set tls = starttls (" + code + ")");
        }
        code.requireSuccess(what);
        return Optional.empty();
    }

    void askForTls() throws IOException {
        send(Ber.element(EXTENDED, Ber.text(SIMPLE, START_TLS)));
        success(next(EXTENDED_ANSWER), "STARTTLS");
    }

    /** {@return the entry: its name and then each value of its attributes, as {@code name: value}} */
    List<String> entry(String base) throws IOException {
        send(Ber.element(SEARCH, Ber.text(Ber.OCTETS, base), Ber.number(Ber.ENUMERATED, 0),
                Ber.number(Ber.ENUMERATED, 0), Ber.number(Ber.INTEGER, 1), Ber.number(Ber.INTEGER, 0),
                Ber.number(Ber.BOOLEAN, 0), Ber.text(PRESENT, "objectClass"), Ber.element(Ber.SEQUENCE)));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < MOST_MESSAGES; i++) {
            Operation answer = next(SEARCH_ENTRY, SEARCH_DONE, SEARCH_REFERENCE, INTERMEDIATE);
            if (answer.element.tag() == SEARCH_REFERENCE || answer.element.tag() == INTERMEDIATE) {
                continue; // other servers have more of it, and what nobody asked for may be passed over
            }
            if (answer.element.tag() == SEARCH_DONE) {
                ResultCode code = result(answer, "the search for " + base);
                // One entry is all that was asked for; some servers say that there could be more.
                if (lines.isEmpty() || !code.isSizeLimit()) {
                    code.requireSuccess("the search for " + base);
                }
                if (lines.isEmpty()) {
                    throw new FailedException(Reason.CONTENT, "expected an entry " + base + ", got none");
                }
                return lines;
            }
            addLines(answer, lines);
        }
        throw new ProtocolException("more than " + MOST_MESSAGES + " answers to the search for one entry");
    }

    private static void addLines(Operation answer, List<String> lines) throws ProtocolException {
        List<Element> parts = answer.parts();
        if (parts.size() < 2) {
            throw new ProtocolException("the answer has an entry without name or attributes");
        }
        lines.add("dn: " + Ber.text(answer.message, parts.get(0)));
        long length = 0;
        for (Element attribute : Ber.inside(answer.message, parts.get(1))) {
            List<Element> typeAndValues = Ber.inside(answer.message, attribute);
            if (typeAndValues.size() < 2) {
                throw new ProtocolException("the answer has an attribute without values");
            }
            String type = Ber.text(answer.message, typeAndValues.get(0));
            for (Element value : Ber.inside(answer.message, typeAndValues.get(1))) {
                String line = type + ": " + Ber.text(answer.message, value);
                length += line.length();
                if (length > MOST_TEXT) {
                    throw new ProtocolException("the entry has more than " + MOST_TEXT
                            + " characters, the name of an attribute before each of its values");
                }
                lines.add(line);
            }
        }
    }

    /** Said for the server's log; it has no answer. */
    void unbind() throws IOException {
        send(Ber.element(UNBIND));
    }

    private void send(byte[] operation) throws IOException {
        number++;
        connection.send(Ber.element(Ber.SEQUENCE, Ber.number(Ber.INTEGER, number), operation));
    }

    /** {@return the next operation with our number; a notice of disconnection has 0 and is a refusal} */
    private Operation next(int... tags) throws IOException {
        byte[] message = message();
        List<Element> parts = Ber.elements(message, 0, message.length);
        if (parts.size() < 2 || parts.get(0).tag() != Ber.INTEGER) {
            throw new ProtocolException("the answer is no message of LDAP");
        }
        var operation = new Operation(message, parts.get(1));
        int told = Ber.number(message, parts.get(0));
        if (told == 0 && operation.element.tag() == EXTENDED_ANSWER) {
            success(operation, "our request");
            throw new FailedException(Reason.CONTENT, "the server disconnects without a reason");
        }
        for (int tag : tags) {
            if (told == number && operation.element.tag() == tag) {
                return operation;
            }
        }
        throw new ProtocolException("expected the answer to request " + number + ", got operation 0x"
                + Integer.toHexString(operation.element.tag()) + " for " + told);
    }

    /** The contents of the outermost sequence. */
    private byte[] message() throws IOException {
        int tag = connection.in().read();
        if (tag != Ber.SEQUENCE) {
            throw tag < 0
                    ? new EOFException("the server closed the connection instead of an answer")
                    : new ProtocolException("the answer is no LDAP: it begins with 0x" + Integer.toHexString(tag));
        }
        var header = new ByteArrayOutputStream();
        int length = connection.readBytes(1)[0] & 0xff;
        if (length > 0x80) {
            header.writeBytes(connection.readBytes(Math.min(length & 0x7f, 4)));
            length = 0;
            for (byte each : header.toByteArray()) {
                length = (length << 8) | (each & 0xff);
            }
        }
        if (length < 0 || length > MOST_BYTES) {
            throw new ProtocolException("the answer announces more than " + MOST_BYTES + " bytes");
        }
        return connection.readBytes(length);
    }

    private static void success(Operation answer, String what) throws IOException {
        result(answer, what).requireSuccess(what);
    }

    private static ResultCode result(Operation answer, String what) throws IOException {
        List<Element> parts = answer.parts();
        if (parts.size() < 3 || parts.get(0).tag() != Ber.ENUMERATED) {
            throw new ProtocolException("the answer to " + what + " has no result");
        }
        return new ResultCode(Ber.number(answer.message, parts.get(0)), Ber.text(answer.message, parts.get(2)));
    }
}
