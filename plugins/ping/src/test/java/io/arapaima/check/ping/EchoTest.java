package io.arapaima.check.ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EchoTest {
    /** What the other side makes of a request. */
    static byte[] answer(IcmpVersion version, byte[] request) {
        byte[] reply = request.clone();
        reply[0] = version.reply;
        return reply;
    }

    @Test
    void theRequestIsWhatTheRfcDraws() {
        assertThat(new Echo(IcmpVersion.V4, 0x1234, 0x0102030405060708L, 9).request(5))
                .containsExactly(8, 0, 0xd5, 0xb2, 0x12, 0x34, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 0);
        assertThat(new Echo(IcmpVersion.V6, 0x1234, 1, 8).request(0x100))
                .containsExactly(128, 0, 0, 0, 0x12, 0x34, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    void theChecksumOfAMessageWithItsChecksumIsZero() {
        assertThat(Echo.checksum(Echo.random(IcmpVersion.V4, 57).request(3))).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void onlyOurOwnReplyIsOne(IcmpVersion version) {
        Echo echo = Echo.random(version, 20);
        byte[] reply = answer(version, echo.request(65_535));
        assertThat(echo.sequenceOf(ByteBuffer.wrap(reply))).hasValue(65_535);
        reply[5]++;
        assertThat(echo.sequenceOf(ByteBuffer.wrap(reply))).as("the kernel changes the identifier").hasValue(65_535);
        reply[15]++;
        assertThat(echo.sequenceOf(ByteBuffer.wrap(reply))).as("another nonce").isEmpty();
        assertThat(echo.sequenceOf(ByteBuffer.wrap(echo.request(1)))).as("our own request").isEmpty();
        assertThat(echo.sequenceOf(ByteBuffer.wrap(answer(version, echo.request(1)), 0, 27))).as("cut").isEmpty();
        assertThat(echo.sequenceOf(ByteBuffer.allocate(0))).isEmpty();
    }
}
