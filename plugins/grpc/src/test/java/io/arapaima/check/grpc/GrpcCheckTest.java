package io.arapaima.check.grpc;

import static io.arapaima.check.grpc.ScriptedHttp2.HEADERS;
import static io.arapaima.check.grpc.ScriptedHttp2.SETTINGS;
import static io.arapaima.check.grpc.ScriptedHttp2.STATUS_0;
import static io.arapaima.check.grpc.ScriptedHttp2.TRAILERS;
import static io.arapaima.check.grpc.ScriptedHttp2.data;
import static io.arapaima.check.grpc.ScriptedHttp2.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.ScriptedServer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcCheckTest {
    private static CheckResult ask(String... frames) throws Exception {
        return Asking.once(new GrpcCheck(),
                new ScriptedServer(Behaviour.ANSWERS, ScriptedHttp2.answering(List.of(frames))));
    }

    private static void fails(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void theStateDecides() throws Exception {
        assertThat(ask(SETTINGS, HEADERS, data("00000000020801"), TRAILERS)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("SERVING"));
        fails(ask(SETTINGS, HEADERS, data("00000000020802"), TRAILERS), Reason.CONTENT,
                "expected SERVING, got NOT_SERVING");
        fails(ask(SETTINGS, HEADERS, data("0000000000"), TRAILERS), Reason.CONTENT, "expected SERVING, got UNKNOWN");
        fails(ask(SETTINGS, HEADERS, data("00000000020809"), TRAILERS), Reason.CONTENT, "expected SERVING, got 9");
    }

    @Test
    void framesOfOtherKindsArePassedOver() throws Exception {
        assertThat(ask(SETTINGS, frame(8, 0, 0, "00000fff"), frame(6, 0, 0, "0102030405060708"), frame(4, 1, 0, ""),
                frame(7, 0, 0, "7fffffff00000000"),
                HEADERS, frame(0x21, 0xff, 1, "00"), frame(2, 0, 1, "0000000000"), data("0000"),
                frame(0, 8, 1, "02" + "0000020801" + "0000"), frame(9, 0, 3, "00"),
                frame(1, 0x29, 1, "01" + "0000000000" + STATUS_0.substring(0, 8) + "00"),
                frame(9, 4, 1, STATUS_0.substring(8)))).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @CsvSource({"000b677270632d7374617475730130,0", "400b677270632d737461747573023132,12",
            "10889acac8b21234da8f0135,5", "00889acac8b21234da8f8107,0", "00889acac8b21234da8f8208bf,12",
            "00889acac8b21234da8f816f,5", "2088000178017900889acac8b21234da8f0135,5"})
    void theStatusIsFoundHoweverItIsWritten(String block, int status) throws Exception {
        assertThat(HeaderBlock.status(HexFormat.of().parseHex(block))).contains(status);
    }

    @Test
    void aStatusThatIsNotZeroIsExplained() throws Exception {
        fails(ask(SETTINGS, frame(1, 5, 1, STATUS_0.substring(0, 26) + "0135")), Reason.CONTENT,
                "the health service does not know this service (grpc-status 5)");
        fails(ask(SETTINGS, frame(1, 5, 1, STATUS_0.substring(0, 26) + "023132")), Reason.CONTENT,
                "the server has no health service (grpc-status 12)");
        fails(ask(SETTINGS, frame(1, 5, 1, STATUS_0.substring(0, 26) + "023134")), Reason.CONTENT,
                "the health service answers with grpc-status 14");
        fails(ask(SETTINGS, frame(1, 5, 1, "88")), Reason.PROTOCOL,
                "expected an answer of gRPC, got HTTP/2 without grpc-status");
    }

    @Test
    void whatIsNotAllowedIsAnotherProtocol() throws Exception {
        fails(ask("485454502f312e312034303020426164"), Reason.PROTOCOL,
                "expected the settings of HTTP/2 and frames of at most 16384 bytes, got \"HTTP/1.1 \"");
        fails(ask(HEADERS), Reason.PROTOCOL, "expected the settings of HTTP/2 and frames of at most 16384 bytes, got "
                + "\".........\"");
        for (String message : new String[]{"", "000000000208", "01000000020801", "00000000030801", "00000000020881",
                "00000000021001"}) {
            fails(ask(SETTINGS, HEADERS, data(message), TRAILERS), Reason.PROTOCOL,
                    "the answer is no message of the health service");
        }
        for (String block : new String[]{"be", "80", "7f0000", "ffffffffff"}) {
            assertThat(ask(SETTINGS, frame(1, 5, 1, block))).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.reason()).isEqualTo(Reason.PROTOCOL));
        }
        fails(ask(SETTINGS, frame(1, 5, 1, "000b6770")), Reason.PROTOCOL,
                "a header block ends in the middle of a field");
        fails(ask(SETTINGS, frame(1, 5, 1, STATUS_0.substring(0, 26) + "0178")), Reason.PROTOCOL,
                "the grpc-status is no number");
        fails(ask(SETTINGS, frame(0, 8, 1, "09")), Reason.CLOSED, "a frame is shorter than its padding");
        String big = data("00".repeat(16_000));
        fails(ask(SETTINGS, big, big, big, big, big), Reason.PROTOCOL, "an answer of more than 65536 bytes");
        fails(ask(Collections.nCopies(101, SETTINGS).toArray(String[]::new)), Reason.PROTOCOL,
                "no end of the answer within 100 frames");
    }

    @Test
    void aServerThatEndsTheCallHasFailed() throws Exception {
        fails(ask(SETTINGS, frame(7, 0, 0, "000000000000000b")), Reason.CLOSED,
                "the server ends the connection (GOAWAY, error 11)");
        fails(ask(SETTINGS, frame(3, 0, 1, "00000007")), Reason.CLOSED, "the server resets the stream (error 7)");
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        for (String[] bad : new String[][]{{"service", "x".repeat(128)}, {"host", "a b"}, {"host", ""}}) {
            assertThat(Asking.once(new GrpcCheck(), new ScriptedServer(Behaviour.ANSWERS,
                    ScriptedHttp2.answering(List.of())), bad[0], bad[1])).isInstanceOf(Inconclusive.class);
        }
    }
}
