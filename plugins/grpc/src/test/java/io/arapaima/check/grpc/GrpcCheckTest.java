package io.arapaima.check.grpc;

import static io.arapaima.http2.ScriptedHttp2.OK;
import static io.arapaima.http2.ScriptedHttp2.SETTINGS;
import static io.arapaima.http2.ScriptedHttp2.data;
import static io.arapaima.http2.ScriptedHttp2.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.ScriptedServer;
import io.arapaima.http2.ScriptedHttp2;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrpcCheckTest {
    /** {@code grpc-status: 0}, as a literal without indexing. */
    private static final String STATUS_0 = "000b677270632d7374617475730130";
    static final String TRAILERS = frame(1, 5, 1, STATUS_0);

    private static CheckResult ask(String... frames) throws Exception {
        return Asking.once(new GrpcCheck(),
                new ScriptedServer(Behaviour.ANSWERS, ScriptedHttp2.answering(List.of(frames))));
    }

    private static void fails(CheckResult result, Reason reason, String text) {
        assertThat(result).isEqualTo(new Failed(reason, text));
    }

    @Test
    void theStateDecides() throws Exception {
        assertThat(ask(SETTINGS, OK, data("00000000020801"), TRAILERS)).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.text()).isEqualTo("SERVING"));
        fails(ask(SETTINGS, OK, data("00000000020802"), TRAILERS), Reason.CONTENT,
                "expected SERVING, got NOT_SERVING");
        fails(ask(SETTINGS, OK, data("0000000000"), TRAILERS), Reason.CONTENT, "expected SERVING, got UNKNOWN");
        fails(ask(SETTINGS, OK, data("00000000020809"), TRAILERS), Reason.CONTENT, "expected SERVING, got 9");
    }

    @Test
    void theStatusIsFoundWhereThereIsNoMessage() throws Exception {
        fails(ask(SETTINGS, frame(1, 5, 1, "88" + "00889acac8b21234da8f8208bf")), Reason.CONTENT,
                "the server has no health service (grpc-status 12)");
        fails(ask(SETTINGS, frame(1, 4, 1, "88" + STATUS_0), data("00000000020801"), frame(1, 5, 1,
                "000b677270632d737461747573023134")), Reason.CONTENT, "the health service answers with grpc-status 14");
    }

    @Test
    void aStatusThatIsNotZeroIsExplained() throws Exception {
        fails(ask(SETTINGS, frame(1, 5, 1, "88" + STATUS_0.substring(0, 26) + "0135")), Reason.CONTENT,
                "the health service does not know this service (grpc-status 5)");
        fails(ask(SETTINGS, frame(1, 5, 1, "88" + STATUS_0.substring(0, 26) + "023132")), Reason.CONTENT,
                "the server has no health service (grpc-status 12)");
        fails(ask(SETTINGS, frame(1, 5, 1, "88" + STATUS_0.substring(0, 26) + "023134")), Reason.CONTENT,
                "the health service answers with grpc-status 14");
        fails(ask(SETTINGS, frame(1, 5, 1, "88")), Reason.PROTOCOL,
                "expected an answer of gRPC, got HTTP/2 200 without grpc-status");
    }

    @Test
    void whatIsNotAllowedIsAnotherProtocol() throws Exception {
        fails(ask("485454502f312e312034303020426164"), Reason.PROTOCOL,
                "expected the settings of HTTP/2 and frames of at most 16384 bytes, got \"HTTP/1.1 \"");
        for (String message : new String[]{"", "000000000208", "01000000020801", "00000000030801", "00000000020881",
                "00000000021001"}) {
            fails(ask(SETTINGS, OK, data(message), TRAILERS), Reason.PROTOCOL,
                    "the answer is no message of the health service");
        }
        fails(ask(SETTINGS, frame(1, 5, 1, "88" + STATUS_0.substring(0, 26) + "0178")), Reason.PROTOCOL,
                "the grpc-status is no number: \"x\"");
        fails(ask(SETTINGS, OK, data("00".repeat(5000))), Reason.PROTOCOL, "an answer of more than 4096 bytes");
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        for (String[] bad : new String[][]{{"service", "x".repeat(128)}, {"host", "a b"}, {"host", ""}}) {
            assertThat(Asking.once(new GrpcCheck(), new ScriptedServer(Behaviour.ANSWERS,
                    ScriptedHttp2.answering(List.of())), bad[0], bad[1])).isInstanceOf(Inconclusive.class);
        }
    }

    @Test
    void aHealthServiceThatWantsALoginSaysNothing() throws Exception {
        for (String status : new String[]{"0137", "023136"}) {
            assertThat(ask(SETTINGS, frame(1, 5, 1, "88" + STATUS_0.substring(0, 26) + status)))
                    .isInstanceOf(Inconclusive.class);
        }
    }
}
