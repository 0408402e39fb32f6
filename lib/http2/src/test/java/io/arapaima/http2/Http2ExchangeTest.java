package io.arapaima.http2;

import static io.arapaima.http2.ScriptedHttp2.OK;
import static io.arapaima.http2.ScriptedHttp2.SETTINGS;
import static io.arapaima.http2.ScriptedHttp2.data;
import static io.arapaima.http2.ScriptedHttp2.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Dialogue;
import io.arapaima.check.FailedException;
import io.arapaima.check.Options;
import io.arapaima.check.ScriptedServer;
import io.arapaima.check.Target;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Http2ExchangeTest {
    private static final int MOST_BODY = 100_000;
    private static final Http2Request GET = request("GET", "");
    private static final String END = frame(0, 1, 1, "");

    private static Http2Request request(String method, String body) {
        return Http2Request.of(List.of(new Field(":method", method), new Field(":path", "/")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Http2Answer ask(Dialogue server, Duration limit, Http2Request request, IntPredicate bodyWanted)
            throws IOException {
        try (var peer = new ScriptedServer(Behaviour.ANSWERS, server)) {
            var target = new Target(peer.address().getAddress(), peer.address().getPort(), Target.Transport.TCP, limit,
                    Options.of(List.of(), Map.of()));
            try (var connection = CheckSocket.connect(target, Deadline.in(limit))) {
                return Http2Exchange.ask(connection, request, MOST_BODY, (status, _) -> bodyWanted.test(status));
            }
        }
    }

    private static Http2Answer ask(Http2Request request, String... frames) throws IOException {
        return ask(ScriptedHttp2.answering(List.of(frames)), Duration.ofSeconds(10), request, _ -> true);
    }

    private static Http2Answer ask(String... frames) throws IOException {
        return ask(GET, frames);
    }

    private static void refused(String text, String... frames) {
        assertThatThrownBy(() -> ask(frames)).isInstanceOf(ProtocolException.class).hasMessage(text);
    }

    private static String body(Http2Answer answer) {
        return StandardCharsets.ISO_8859_1.decode(answer.body().duplicate()).toString();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A literal field. */
    private static String field(String name, String value) {
        return "00%02x%s%02x%s".formatted(name.length(), hex(name), value.length(), hex(value));
    }

    @Test
    void headerBodyAndTrailersAreOneAnswer() throws Exception {
        Http2Answer answer = ask(SETTINGS, frame(1, 4, 1, "8d" + field("a", "b") + field("a", "c")), data(hex("hel")),
                data(hex("lo")), frame(1, 5, 1, field("t", "u")));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("a")).contains("b");
        assertThat(answer.field("t")).isEmpty();
        assertThat(body(answer)).isEqualTo("hello");
        assertThat(answer.trailer("t")).contains("u");
    }

    @Test
    void anAnswerMayBeCutAnywhere() throws Exception {
        String block = "88" + field("content-length", "5");
        for (int cut = 0; cut <= block.length(); cut += 2) {
            Http2Answer answer = ask(SETTINGS, frame(1, 0, 1, block.substring(0, cut)), frame(9, 0, 1, ""),
                    frame(9, 4, 1, block.substring(cut)), frame(0, 8, 1, "02" + hex("hello") + "0000"), END);
            assertThat(body(answer)).isEqualTo("hello");
        }
        assertThat(ask(SETTINGS, frame(1, 0x2d, 1, "01" + "8000000010" + "89" + "00")).status()).isEqualTo(204);
    }

    @Test
    void whatIsNotOfTheAnswerIsPassedOver() throws Exception {
        assertThat(
                body(ask(SETTINGS, frame(8, 0, 0, "00000fff"), frame(4, 1, 0, ""), frame(6, 1, 0, "0102030405060708"),
                        frame(7, 0, 0, "7fffffff00000000"), frame(0x21, 0xff, 5, "00"), frame(2, 0, 3, "0000000000"),
                        frame(1, 4, 1, field(":status", "100")), frame(1, 4, 1, field(":status", "103")), OK, data(""),
                        frame(8, 0, 1, "00000fff"), data("61"), END)))
                .isEqualTo("a");
    }

    @Test
    void noBodyIsReadThatNobodyWants() throws Exception {
        assertThat(ask(request("HEAD", ""), SETTINGS, frame(1, 4, 1, "88" + field("content-length", "9"))).status())
                .isEqualTo(200);
        assertThat(ask(SETTINGS, frame(1, 4, 1, "8b")).status()).isEqualTo(304);
        assertThat(ask(ScriptedHttp2.answering(List.of(SETTINGS, OK)), Duration.ofSeconds(10), GET,
                status -> status != 200).body().remaining()).isZero();
        String[] endless = Collections.nCopies(8, data("00".repeat(16_000))).toArray(String[]::new);
        assertThat(ask(concat(new String[]{SETTINGS, OK}, endless)).body().remaining()).isEqualTo(MOST_BODY);
    }

    private static String[] concat(String[] one, String[] two) {
        String[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    /** The server goes on only when it has heard what HTTP/2 wants a client to say. */
    @Test
    void settingsAndPingsAreAcknowledged() throws Exception {
        assertThat(body(ask((in, out) -> {
            ScriptedHttp2.readRequest(in);
            out.write(HexFormat.of().parseHex(SETTINGS + frame(6, 0, 0, "0102030405060708")));
            assertSaid(ScriptedHttp2.readFrame(in), frame(4, 1, 0, ""));
            assertSaid(ScriptedHttp2.readFrame(in), frame(6, 1, 0, "0102030405060708"));
            out.write(HexFormat.of().parseHex(OK + data("62") + END));
            Dialogue.SILENT.hold(in, out);
        }, Duration.ofSeconds(10), GET, _ -> true))).isEqualTo("b");
    }

    private static void assertSaid(byte[] frame, String hex) throws IOException {
        if (!HexFormat.of().formatHex(frame).equals(hex)) {
            throw new IOException("the client says " + HexFormat.of().formatHex(frame));
        }
    }

    @Test
    void aLongRequestIsCutIntoFrames() throws Exception {
        var said = new CompletableFuture<List<String>>();
        String body = "b".repeat(32_768);
        Http2Request request = Http2Request.of(
                List.of(new Field(":method", "POST"), new Field("x", "y".repeat(20_000))),
                body.getBytes(StandardCharsets.US_ASCII));
        assertThat(ask((in, out) -> {
            in.readNBytes(24);
            List<String> heads = new ArrayList<>();
            var sent = new ByteArrayOutputStream();
            do {
                byte[] frame = ScriptedHttp2.readFrame(in);
                heads.add(HexFormat.of().formatHex(frame, 0, 9));
                sent.write(frame, 9, frame[3] == 0 ? frame.length - 9 : 0);
            } while (!heads.getLast().startsWith("0001", 6));
            heads.add(sent.toString(StandardCharsets.US_ASCII).equals(body) ? "the body" : "another body");
            said.complete(heads);
            out.write(HexFormat.of().parseHex(SETTINGS + frame(1, 5, 1, "89")));
            Dialogue.SILENT.hold(in, out);
        }, Duration.ofSeconds(10), request, _ -> true).status()).isEqualTo(204);
        assertThat(said.get(10, TimeUnit.SECONDS)).containsExactly("000012040000000000", "000004080000000000",
                "004000010000000001", "000e28090400000001", "004000000000000001", "004000000100000001", "the body");
        assertThatThrownBy(() -> request("POST", "b".repeat(65_500))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoHttp2IsRefused() {
        refused("expected the settings of HTTP/2 and frames of at most 16384 bytes, got \"HTTP/1.1 \"",
                hex("HTTP/1.1 400 Bad Request\r\n"));
        refused("expected the settings of HTTP/2 and frames of at most 16384 bytes, got "
                + "\"\0\0\1\1\4\0\0\0\1\"", OK);
        refused("a frame PUSH_PROMISE of 4 bytes on stream 1, which HTTP/2 does not allow here", SETTINGS,
                frame(5, 4, 1, "00000002"));
        refused("a frame CONTINUATION without the frames of a header block", SETTINGS, OK, frame(9, 4, 1, ""));
        refused("a frame DATA amid the frames of a header block", SETTINGS, frame(1, 0, 1, "88"), data("00"));
        refused("a frame SETTINGS amid the frames of a header block", SETTINGS, frame(1, 0, 1, "88"), SETTINGS);
        refused("a frame of 1 bytes is shorter than its padding", SETTINGS, OK, frame(0, 8, 1, "09"));
        refused("a body before its header", SETTINGS, data("61"));
        refused("an answer without a status", SETTINGS, frame(1, 5, 1, field("a", "b")));
        refused("a second header of one answer, with 0 fields", SETTINGS, OK, frame(1, 5, 1, "88"));
        refused("a second header of one answer, with 1 fields", SETTINGS, OK, frame(1, 4, 1, field("a", "b")));
        refused("the interim answer 100, and no real one", SETTINGS, frame(1, 5, 1, field(":status", "100")));
        refused("3 bytes of a body with Content-Length: 4", SETTINGS,
                frame(1, 4, 1, "88" + field("content-length", "4")),
                data("616263"), END);
        refused("0 bytes of a body with Content-Length: 4", SETTINGS,
                frame(1, 5, 1, "88" + field("content-length", "4")));
    }

    @ParameterizedTest
    @CsvSource({"0,0,3,00", "1,4,3,88", "3,0,1,00", "3,0,3,00000000", "4,0,1,''", "4,0,0,00", "4,1,0,000000000000",
            "6,0,1,0000000000000000", "6,0,0,00", "7,0,0,00000000", "7,0,1,0000000000000000", "8,0,0,00", "2,0,1,00"})
    void framesOfAWrongFormAreRefused(int kind, int flags, int stream, String payload) {
        assertThatThrownBy(() -> ask(SETTINGS, OK, frame(kind, flags, stream, payload)))
                .isInstanceOf(ProtocolException.class).hasMessageEndingWith("which HTTP/2 does not allow here");
    }

    @ParameterizedTest
    @CsvSource({"A,b", ":path,/", "'',a", "a b,c", "a,'b\u0000'", "connection,close", "transfer-encoding,chunked"})
    void fieldsThatHttp2DoesNotKnowAreRefused(String name, String value) {
        refused("the header field \"" + name + ": " + value + "\" is not allowed in HTTP/2", SETTINGS,
                frame(1, 5, 1, "88" + field(name, value)));
    }

    @ParameterizedTest
    @CsvSource({"101", "99", "099", "1000", "x"})
    void aStatusIsANumber(String status) {
        refused("\"" + status + "\" is no status of HTTP/2", SETTINGS, frame(1, 5, 1, field(":status", status)));
    }

    @Test
    void everythingHasALimit() {
        refused("more than 100 frames that bring nothing of the answer",
                Collections.nCopies(101, SETTINGS).toArray(String[]::new));
        refused("more than 100 frames that bring nothing of the answer",
                concat(new String[]{SETTINGS, frame(1, 0, 1, "")},
                        Collections.nCopies(100, frame(9, 0, 1, "")).toArray(String[]::new)));
        refused("more than 8 interim answers, and no real one", concat(new String[]{SETTINGS},
                Collections.nCopies(9, frame(1, 4, 1, field(":status", "103"))).toArray(String[]::new)));
        refused("header fields of more than 65536 bytes", concat(new String[]{SETTINGS, frame(1, 0, 1, "88")},
                Collections.nCopies(5, frame(9, 0, 1, "00".repeat(16_000))).toArray(String[]::new)));
        refused("header fields of more than 65536 bytes", SETTINGS,
                frame(1, 5, 1, "88" + "4001617f8107" + "78".repeat(1024) + "be".repeat(100)));
    }

    @Test
    void aServerThatEndsItHasFailed() {
        fails("the server ends the connection (ENHANCE_YOUR_CALM): \"too fast\"",
                frame(7, 0, 0, "000000010000000b" + hex("too fast")));
        fails("the server ends the connection (NO_ERROR)", frame(7, 0, 0, "0000000000000000"));
        fails("the server resets the stream (REFUSED_STREAM)", frame(3, 0, 1, "00000007"));
        fails("the server resets the stream (error 4294967295)", frame(3, 0, 1, "ffffffff"));
        assertThatThrownBy(() -> ask((in, out) -> {
            ScriptedHttp2.readRequest(in);
            out.write(HexFormat.of().parseHex(SETTINGS + OK + "00000a"));
        }, Duration.ofSeconds(10), GET, _ -> true)).isInstanceOf(EOFException.class)
                .hasMessage("the server closed the connection before its answer was complete");
    }

    private static void fails(String text, String frame) {
        assertThatThrownBy(() -> ask(SETTINGS, frame)).isInstanceOfSatisfying(FailedException.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.CLOSED)).hasMessage(text);
    }
}
