package io.arapaima.check.ntp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Answers as a time server writes them. */
final class Packets {
    private static final long FROM_1900_TO_1970 = 2_208_988_800L;

    private Packets() {}

    static UnaryOperator<byte[]> server(int leap, int stratum, String reference, Duration ahead) {
        return request -> {
            Instant now = Instant.now().plus(ahead);
            long time = (((now.getEpochSecond() + FROM_1900_TO_1970) & 0xffffffffL) << 32)
                    | (now.getNano() * (1L << 32) / 1_000_000_000L);
            return ByteBuffer.allocate(48).put(0, (byte) ((leap << 6) | (4 << 3) | 4)).put(1, (byte) stratum)
                    .put(12, reference.getBytes(StandardCharsets.US_ASCII))
                    .putLong(24, ByteBuffer.wrap(request).getLong(40)).putLong(32, time).putLong(40, time).array();
        };
    }
}
