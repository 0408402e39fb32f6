package io.arapaima.check.amqp;

import io.arapaima.check.Dialogue;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A broker that answers each frame, and the header before, with the next of its frames; then it listens. */
final class ScriptedBroker {
    private ScriptedBroker() {}

    static Dialogue answering(List<byte[]> answers) {
        return (in, out) -> {
            var data = new DataInputStream(in);
            data.readFully(new byte[8]);
            for (byte[] answer : answers) {
                out.write(answer);
                if (answer.length > 0 && answer[0] != 8) {
                    byte[] head = new byte[7];
                    data.readFully(head);
                    data.readFully(new byte[ByteBuffer.wrap(head).getInt(3) + 1]);
                }
            }
            Dialogue.SILENT.hold(in, out);
        };
    }

    static byte[] frame(int type, Method method, Payload payload) {
        byte[] fields = payload.bytes();
        return ByteBuffer.allocate(12 + fields.length).put((byte) type).putShort((short) 0).putInt(4 + fields.length)
                .putInt(method.code).put(fields).put((byte) 0xce).array();
    }

    static byte[] frame(Method method, Payload payload) {
        return frame(1, method, payload);
    }
}
