package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final int LIMIT = 1000;

    private static Answer read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Answer read(byte[] bytes) throws IOException {
        return new AnswerReader(new ByteArrayInputStream(bytes), LIMIT, true).read(false, _ -> true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            HTTP/1.1 200 OK~Content-Length: 3~~abcdef                                   | 200 OK | abc
            HTTP/1.0 200~~until the end                                                 | 200    | until the end
            HTTP/1.1 404 Not Found~content-length:0~~                                   | 404 Not Found | ""
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~4;x=y~defg~0~Trailer: t~~ | 200 OK | abcdefg
            HTTP/1.1 200 OK~Transfer-Encoding: CHUNKED~Content-Length: 2~~1~a~0~~       | 200 OK | a
            HTTP/1.1 100 Continue~~HTTP/1.1 103 Early Hints~Link: x~~HTTP/1.1 200 OK~~b | 200 OK | b
            HTTP/1.1 204 No Content~Content-Length: 5~~                                 | 204 No Content | ""
            HTTP/1.1 304 Not Modified~Content-Length: 5~~                               | 304 Not Modified | ""
            HTTP/1.1 200 OK~Content-Length: 2~Content-Length: 2~~ab                     | 200 OK | ab
            HTTP/1.1 200 OK~Content-Length: 2, 2~~abc                                   | 200 OK | ab
            HTTP/1.1 200 OK~Content-Type: text/html;~ charset=utf-8~Content-Length: 2~~abc | 200 OK | ab
            HTTP/1.1 200 OK~Content-Length:~	2~~abc                                    | 200 OK | ab
            HTTP/1.1 200 OK~Content-Length : 2~~abc                                     | 200 OK | ab
            HTTP/1.1 200 OK~Content-Length: 2~Content-Length: 02~~abc                   | 200 OK | ab
            HTTP/1.1 200 OK~Content-Length: 2,, 2~~abc                                  | 200 OK | ab
            HTTP/1.1 200 OK~Content-Length: 99999999999999999999999~Transfer-Encoding: chunked~~1~a~0~~ | 200 OK | a
            HTTP/1.1 200 OK~Content-Length: nonsense~Transfer-Encoding: chunked~~1~a~0~~ | 200 OK | a
            HTTP/1.1 200 OK~Content-Length: 2~Transfer-Encoding: identity~~abc          | 200 OK | ab
            HTTP/1.1 200 OK~Content-Length: 2~Transfer-Encoding: gzip~~abc              | 200 OK | abc
            HTTP/1.1 200 OK~Transfer-Encoding: gzip~Transfer-Encoding: chunked;q=1 ,~~1~a~0~~ | 200 OK | a
            HTTP/1.1 200 OK~Transfer-Encoding: xchunked~~3~abc                          | 200 OK | 3~abc
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~00000000000000000003 ; a="b;c"~abc~0~~ | 200 OK | abc
            HTTP/1.0 200 OK~Transfer-Encoding: chunked~Connection: close~~3~abc~0~~     | 200 OK | abc
            HTTP/1.1 204 No Content~Content-Length: nonsense~~                          | 204 No Content | ""
            HTTP/1.1 600 No~~abc                                                        | 600 No | abc
            HTTP/1.1 099 No~~abc                                                        | 099 No | ""
            HTTP/1.1 101 Switching Protocols~Upgrade: h2c~~                             | 101 Switching Protocols | ""
            HTTP/1.1 102 Processing~~HTTP/1.1 102 Processing~~HTTP/1.1 200 OK~~b        | 200 OK | b
            ~~HTTP/1.1 200 OK~~b                                                        | 200 OK | b
            HTTP/1.1  200 	 OK 	~~b                                                   | 200 OK | b
            HTTP/1.1 200 ~~b                                                            | 200 | b
            HTTP/1.1 200 OK~ Content-Length: 1~	X: y~~abc                              | 200 OK | abc
            """)
    void findsTheEndOfTheBody(String text, String status, String body) throws IOException {
        Answer answer = read(text.replace("~", "\r\n"));
        assertThat(answer.statusLine()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body.replace("~", "\r\n"));
    }

    @Test
    void theAnswerToHeadHasNoBodyWhateverItAnnounces() throws IOException {
        byte[] bytes = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new AnswerReader(new ByteArrayInputStream(bytes), LIMIT, true).read(true, _ -> true).bytes())
                .isZero();
    }

    /** Nothing more comes, and no end. */
    private static final class Endless extends InputStream {
        @Override
        public int read() throws IOException {
            throw new SocketTimeoutException("nothing more");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }

    /** An event stream never ends; nobody waits for that who expects nothing of it. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\r\n\r\n"})
    void aBodyWithoutLengthIsReadOnlyIfSomebodyWantsIt(String text) throws IOException {
        InputStream endless = new SequenceInputStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), new Endless());
        assertThat(new AnswerReader(endless, LIMIT, false).read(false, _ -> true).statusLine()).isEqualTo("200 OK");
    }

    @Test
    void bareLineFeedsEndLines() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\nContent-Length: 1\n\nab").body()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 2000 No\r\n\r\n",
            "HTTP/1.1\r\n\r\n",
            "http/1.1 200 OK\r\n\r\n", "ICY 200 OK\r\n\r\n", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: ,\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"})
    void refusesWhatIsNotHttp(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nA: b\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"})
    void tellsAnAnswerThatEndsEarly(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(EOFException.class);
    }

    @Test
    void hasLimits() throws IOException {
        assertThatThrownBy(() -> read("HTTP/1.1 200 " + "x".repeat(9000))).hasMessageContaining("8192");
        assertThat(read("HTTP/1.1 200 OK\r\nA: " + "x".repeat(100_000) + "\r\n\r\n").statusLine()).isEqualTo("200 OK");
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + ("A: " + "x".repeat(99_000) + "\r\n").repeat(4)))
                .hasMessageContaining("a line of more than");
        assertThat(read("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(4000) + "\r\n").statusLine()).isEqualTo("200 OK");
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(6000))).hasMessageContaining("5000");
        assertThatThrownBy(() -> read("HTTP/1.1 100 Go\r\n\r\n".repeat(80))).hasMessageContaining("interim");
        assertThat(read("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(5000)).bytes()).isEqualTo(LIMIT);
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + "x".repeat(5000)).bytes())
                .isEqualTo(LIMIT);
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n" + "x".repeat(5000)).bytes())
                .isEqualTo(LIMIT);
        assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffff\r\n" + "x".repeat(5000))
                .bytes()).isEqualTo(LIMIT);
    }

    /** The words must name what is there: a line may have no colon, or nothing before it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no colon | the header line "no colon" has no colon
            : x      | the header line ": x" has no name before its colon
            """)
    void aBadHeaderLineIsNamed(String line, String reason) {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n")).hasMessage(reason);
    }

    /** Bytes that are no ASCII, and line ends of Unicode among them, are a part of the words. */
    @Test
    void anyBytesMayStandInWordsAndValues() throws IOException {
        assertThat(read("HTTP/1.1 200 na\u00efve \u0085\u00a0\r\n\r\n").statusLine())
                .isEqualTo("200 na\u00efve \u0085\u00a0");
        assertThat(read("HTTP/1.1 200 OK\r\nX: a\u0000b\u0080\u0085\f\r\nContent-Length: 2\r\n\r\nabc").body())
                .isEqualTo("ab");
    }

    @Test
    void aBodyThatIsPackedUnaskedSaysSo() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\n\r\n").packed()).isEqualTo("gzip");
        assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n").packed())
                .isEqualTo("gzip");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\n").packed()).isEmpty();
    }

    @Test
    void whatIsShownOfGarbageIsShort() {
        assertThatThrownBy(() -> read("x".repeat(200) + "\n"))
                .hasMessageMatching("the answer is not HTTP/1: it begins with \"x{60}\\.\\.\\.\"");
    }

    @Test
    void noBytesMakeItBreakInAnotherWayThanAnIoException() {
        var random = new Random(42);
        String alphabet = "HTTP/1.1 200 OK\r\n\r\n:Content-Length: 7Transfer-Encoding: chunked0123456789abcdef";
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "HTTP/1.1 200 OK\r\n" : "");
            for (int parts = random.nextInt(30); parts > 0; parts--) {
                int from = random.nextInt(alphabet.length());
                text.append(alphabet, from, Math.min(alphabet.length(), from + random.nextInt(30)));
            }
            assertThat(catchThrowable(() -> read(text.toString()))).satisfiesAnyOf(
                    thrown -> assertThat(thrown).isNull(),
                    thrown -> assertThat(thrown).isInstanceOf(IOException.class));
        }
    }
}
