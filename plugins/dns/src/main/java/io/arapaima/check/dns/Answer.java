package io.arapaima.check.dns;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What came back.
 *
 * @param code the response code
 * @param bits the flags of the header
 * @param records the answer section
 */
record Answer(int code, int bits, List<Entry> records) {
    /** The header of every message. */
    static final int HEADER = 12;
    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;
    private static final Map<String, Integer> FLAGS = Map.of("aa", 0x0400, "ra", 0x0080, "ad", 0x0020);
    private static final List<String> CODES = List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP",
            "REFUSED");

    /**
     * A record of the answer section.
     *
     * @param type number of its type
     * @param text its data
     */
    record Entry(int type, String text) {
        @Override
        public String toString() {
            return RecordType.name(type) + " " + text;
        }
    }

    /** {@return the flags that can be asked for} */
    static List<String> flagNames() {
        return FLAGS.keySet().stream().sorted().toList();
    }

    /** Whether this is the answer to that question; a server that did not understand it need not repeat it. */
    static boolean answers(byte[] message, Question question) {
        if (!headerAnswers(message, question)) {
            return false;
        }
        var in = ByteBuffer.wrap(message);
        if (in.getShort(4) == 0) {
            return true;
        }
        byte[] name = question.name();
        if (in.getShort(4) != 1 || message.length < HEADER + name.length + 4) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (Character.toLowerCase(message[HEADER + i]) != Character.toLowerCase(name[i])) {
                return false;
            }
        }
        return (in.getShort(HEADER + name.length) & 0xffff) == question.type();
    }

    /** The same, as far as the first 12 bytes can tell. */
    static boolean headerAnswers(byte[] message, Question question) {
        if (message.length < HEADER) {
            return false;
        }
        var in = ByteBuffer.wrap(message);
        return (in.getShort(0) & 0xffff) == question.id() && (in.getShort(2) & RESPONSE) != 0;
    }

    /**
     * Reads a message.
     *
     * @throws ProtocolException if it is none
     */
    static Answer read(byte[] message) throws IOException {
        var in = ByteBuffer.wrap(message);
        try {
            int bits = in.getShort(2) & 0xffff;
            int questions = in.getShort(4) & 0xffff;
            int answers = in.getShort(6) & 0xffff;
            in.position(HEADER);
            for (int i = 0; i < questions; i++) {
                Names.read(in);
                in.getInt();
            }
            boolean whole = (bits & TRUNCATED) == 0;
            return new Answer(bits & 0xf, bits, whole ? entries(in, answers) : List.of());
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException _) {
            throw new ProtocolException("the answer of " + message.length + " bytes ends in the middle of a record");
        }
    }

    private static List<Entry> entries(ByteBuffer in, int count) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Names.read(in);
            int type = in.getShort() & 0xffff;
            in.getShort();
            in.getInt();
            int length = in.getShort() & 0xffff;
            entries.add(new Entry(type, RecordData.text(type, in, length)));
        }
        return entries;
    }

    boolean truncated() {
        return (bits & TRUNCATED) != 0;
    }

    /** {@return the response code by its name} */
    String codeName() {
        return code < CODES.size() ? CODES.get(code) : "RCODE" + code;
    }

    /** {@return names of the flags that are set} */
    TreeSet<String> flags() {
        var set = new TreeSet<String>();
        FLAGS.forEach((name, bit) -> {
            if ((bits & bit) != 0) {
                set.add(name);
            }
        });
        return set;
    }
}
