package io.arapaima.check.radius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Answers as a server that shares a secret writes them. */
final class Answers {
    private Answers() {}

    static UnaryOperator<byte[]> with(int code, String words, String secret) {
        return request -> {
            byte[] text = words.getBytes(StandardCharsets.UTF_8);
            int length = 20 + (text.length == 0 ? 0 : 2 + text.length);
            ByteBuffer answer = ByteBuffer.allocate(length).put((byte) code).put(request[1]).putShort((short) length)
                    .put(Arrays.copyOfRange(request, 4, 20));
            if (text.length > 0) {
                answer.put((byte) RadiusPacket.REPLY_MESSAGE).put((byte) (2 + text.length)).put(text);
            }
            try {
                return answer.put(4, RadiusPacket.md5(answer.array(), secret.getBytes(StandardCharsets.UTF_8))).array();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
