package io.arapaima.check.ntp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * What matters in a packet (RFC 5905, section 7.3).
 *
 * @param leap 3 when the server's clock is not synchronised
 * @param stratum 1 for a server with a clock of its own; 0 for a refusal
 * @param reference four letters: why it refuses, at stratum 0
 * @param received when the question arrived, as the server's clock says, in seconds since 1900 or, after 2036, since then
 * @param sent when the answer left
 */
record NtpMessage(int leap, int stratum, String reference, double received, double sent) {
    private static final int LENGTH = 48;
    private static final int UNSYNCHRONISED = 3;
    private static final int VERSION_4_CLIENT = 4 << 3 | 3;
    private static final int MODE_SERVER = 4;
    private static final int REFERENCE = 12;
    private static final int ORIGIN = 24;
    private static final int RECEIVED = 32;
    private static final int SENT = 40;
    private static final long FROM_1900_TO_1970 = 2_208_988_800L;
    private static final double ERA = 4294967296.0;

    /** The time of sending is a random number: the server tells it back and has no other use for it. */
    static byte[] request(long number) {
        return ByteBuffer.allocate(LENGTH).put(0, (byte) VERSION_4_CLIENT).putLong(SENT, number).array();
    }

    static boolean answers(byte[] datagram, long number) {
        return datagram.length >= LENGTH && (datagram[0] & 7) == MODE_SERVER
                && ByteBuffer.wrap(datagram).getLong(ORIGIN) == number;
    }

    /** Reads at least 48 bytes. */
    static NtpMessage read(byte[] datagram) {
        var in = ByteBuffer.wrap(datagram);
        return new NtpMessage((datagram[0] & 0xff) >> 6, datagram[1] & 0xff,
                new String(datagram, REFERENCE, 4, StandardCharsets.US_ASCII), seconds(in, RECEIVED),
                seconds(in, SENT));
    }

    private static double seconds(ByteBuffer in, int at) {
        return (in.getInt(at) & 0xffffffffL) + (in.getInt(at + 4) & 0xffffffffL) / ERA;
    }

    boolean isUnsynchronised() {
        return leap == UNSYNCHRONISED;
    }

    /**
     * How far the server's clock is ahead, in seconds, if both ways took the same time.
     *
     * @param start when the question left, as this machine's clock says
     * @param trip how long the answer took
     */
    double offset(Instant start, Duration trip) {
        double here = ((start.getEpochSecond() + FROM_1900_TO_1970) % (long) ERA) + start.getNano() / 1e9;
        double ahead = (received + sent) / 2 - (here + trip.toNanos() / 2e9);
        // Seconds are counted anew every 136 years, next in 2036.
        return ahead - ERA * Math.rint(ahead / ERA);
    }
}
