package io.arapaima.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderBlockTest {
    private static final int LIMIT = 10_000;

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String read(HeaderReader reader, String hex) throws IOException {
        return reader.read(bytes(hex)).stream().map(Field::toString).collect(Collectors.joining("\n"));
    }

    private static String read(String hex) throws IOException {
        return read(new HeaderReader(LIMIT), hex);
    }

    /** RFC 7541, appendix C.2. */
    @ParameterizedTest
    @CsvSource({"400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572,custom-key: custom-header",
            "040c 2f73 616d 706c 652f 7061 7468,:path: /sample/path",
            "1008 7061 7373 776f 7264 0673 6563 7265 74,password: secret", "82,:method: GET"})
    void fieldsAreRead(String hex, String field) throws Exception {
        assertThat(read(hex)).isEqualTo(field);
    }

    /** Appendix C.3, and the same packed, C.4. */
    @ParameterizedTest
    @CsvSource({"8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d,8286 84be 5808 6e6f 2d63 6163 6865,"
            + "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
            "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff,8286 84be 5886 a8eb 1064 9cbf,"
                    + "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"})
    void requestsReferToTheOnesBefore(String one, String two, String three) throws Exception {
        var reader = new HeaderReader(LIMIT);
        assertThat(read(reader, one))
                .isEqualTo(":method: GET\n:scheme: http\n:path: /\n:authority: www.example.com");
        assertThat(read(reader, two)).isEqualTo(
                ":method: GET\n:scheme: http\n:path: /\n:authority: www.example.com\ncache-control: no-cache");
        assertThat(read(reader, three)).isEqualTo(":method: GET\n:scheme: https\n:path: /index.html\n"
                + ":authority: www.example.com\ncustom-key: custom-value");
    }

    /** Appendix C.5, and the same packed, C.6: in a table of 256 bytes, which the first block sets. */
    @ParameterizedTest
    @CsvSource({
            "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d"
                    + " 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d,4803 3330 37c1 c0bf,"
                    + "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f"
                    + " 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b"
                    + " 2076 6572 7369 6f6e 3d31",
            "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b"
                    + " 97c8 e9ae 82ae 43d3,4883 640e ffc1 c0bf,"
                    + "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7"
                    + " b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07"})
    void answersPushTheOldestOut(String one, String two, String three) throws Exception {
        var reader = new HeaderReader(LIMIT);
        String rest = "\ncache-control: private\ndate: Mon, 21 Oct 2013 20:13:21 GMT\nlocation: https://www.example.com";
        assertThat(read(reader, "3fe101" + one)).isEqualTo(":status: 302" + rest);
        assertThat(read(reader, two)).isEqualTo(":status: 307" + rest);
        assertThat(read(reader, three)).isEqualTo(":status: 200" + rest.replace("21 GMT", "22 GMT")
                + "\ncontent-encoding: gzip\nset-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
        assertThatThrownBy(() -> read(reader, "c1")).hasMessageContaining("refers to entry 65 of a table of 64");
    }

    @Test
    void theTableIsEmptiedAndFilledAgain() throws Exception {
        var reader = new HeaderReader(LIMIT);
        assertThat(read(reader, "4001610162" + "be")).isEqualTo("a: b\na: b");
        assertThat(read(reader, "20" + "3fe11f" + "4001630164")).isEqualTo("c: d");
        assertThat(read(reader, "be")).isEqualTo("c: d");
        assertThatThrownBy(() -> read(reader, "bf")).isInstanceOf(ProtocolException.class);
        assertThat(read(reader, "4001657f811f" + "78".repeat(4096))).startsWith("e: xxx");
        assertThatThrownBy(() -> read(reader, "be")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void theStaticTableIsThatOfTheRfc() throws Exception {
        assertThat(StaticTable.FIELDS).hasSize(61);
        assertThat(read("81 88 8e 90 bd")).isEqualTo(
                ":authority: \n:status: 200\n:status: 500\naccept-encoding: gzip, deflate\nwww-authenticate: ");
    }

    /** Packed by the JDK's own table: every byte there is, once. */
    @Test
    void everyCharacterIsUnpacked() throws Exception {
        String all = IntStream.range(0, 256).mapToObj(Character::toString).collect(Collectors.joining());
        assertThat(Huffman.unpacked(bytes(
                "ffc7fffd8fffffe2fffffe3fffffe4fffffe5fffffe6fffffe7fffffe8ffffeafffffff3fffffa7fffffabffffffdfffffebfffffec"
                        + "fffffedfffffeefffffefffffff0ffffff1ffffff2fffffffbfffffcffffffd3fffffd7fffffdbfffffdffffffe3fffffe7fffff"
                        + "ebfffffed4fe3f9ffaffcabf1febfafefe7fdfd2cbb00089969b71d79fb9f7fff20ffbff3ff50ddbd7f061c58f265cd9f469d5af"
                        + "66dddbf871e5f9cff7ff7fffc3ff9ffe45fff4719242cb34e6e9d68a6a3d7dac426defe3cfaf7fffbfe7ffbffdffffffcfffe6ff"
                        + "ff4bfff9ffffa3fffd3ffff53fffd5ffffb3fffeb7fffdaffffb7ffff73fffeeffffdeffffebffffbfffffd9ffffdbfffebffffe"
                        + "0ffffeeffffc3ffff8bffff1ffffe4fffee7fffb1ffff97fffd9ffffcdffff9fffffbffffdafffeeffff4ffffb7fffee7fffe8ff"
                        + "ffd3fffdeffffd5fffeeffffbdffffe1fffdfffff7fffff5ffffecffff07fff87fffe0ffff17fffedffff87ffff77fffeffffeaf"
                        + "fff8bfffe3ffff93ffff87fffcbffff37ffff1fffff83ffffe1fffebfffe3ffff3fffff2ffffa3ffffd9fffff17ffffc7fffff27"
                        + "ffffdefffffbffffff2fffff8fffffb7fff97fff8fffffe6fffffc1fffff87ffffe7fffffc5ffffe5fffe4ffff2fffffd1fffff4"
                        + "ffffffefffffe3fffffc9fffff97fffb3ffffcffffb7fffcdffff4ffff9ffffd1ffffcffffeaffffafffffddffffeffffff4ffff"
                        + "f5fffffabffffa7ffffd7fffff9bffffecfffffb7fffff3fffffe8fffffd3fffffabfffff5fffffff7ffffecfffffdbfffffbbff"
                        + "fff7ffffff0fffffbbf")))
                .isEqualTo(all);
        assertThat(Huffman.unpacked(bytes(""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f1e3c2e5f23a6ba0ab90f4", "ff", "ffffffff", "00fe", "18"})
    void whatIsPackedWrongIsRefused(String hex) {
        assertThatThrownBy(() -> Huffman.unpacked(bytes(hex))).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "be", "7f00", "ffffffffffff", "00", "0002", "000261", "00016101", "40", "3fe21f",
            "4001610162" + "20", "0f"})
    void whatIsNoBlockIsRefused(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void aSmallBlockCannotBecomeManyFields() throws Exception {
        var reader = new HeaderReader(LIMIT);
        String big = "4001617fa11e" + "78".repeat(4000);
        assertThat(reader.read(bytes(big + "be"))).hasSize(2);
        assertThatThrownBy(() -> read(reader, "be".repeat(3))).hasMessage("header fields of more than 10000 bytes");
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        List<Field> fields = List.of(new Field(":method", "GET"), new Field(":path", "/a?b"), new Field("te", ""),
                new Field("authorization", "Basic x"), new Field("accept", ""), new Field("x-126", "x".repeat(126)),
                new Field("x-127", "x".repeat(127)), new Field("x-254", "x".repeat(254)),
                new Field("x-255", "x".repeat(255)), new Field("n".repeat(300), "v"));
        byte[] block = HeaderWriter.write(fields);
        assertThat(new HeaderReader(LIMIT).read(ByteBuffer.wrap(block))).isEqualTo(fields);
        assertThat(HexFormat.of().formatHex(HeaderWriter.write(fields.subList(0, 4))))
                .isEqualTo("82" + "04042f613f62" + "00027465" + "00" + "1f0807" + "42617369632078");
        assertThat(new HeaderReader(LIMIT).read(ByteBuffer.wrap(HeaderWriter.write(List.of(new Field("a", "ü"))))))
                .containsExactly(new Field("a", new String("ü".getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1)));
    }

    @Test
    void noBytesMakeItBreakInAnotherWayThanAnIoException() {
        var random = new Random(42);
        var reader = new HeaderReader(LIMIT);
        for (int i = 0; i < 20_000; i++) {
            byte[] block = new byte[random.nextInt(60)];
            random.nextBytes(block);
            assertThat(catchThrowable(() -> reader.read(ByteBuffer.wrap(block)))).satisfiesAnyOf(
                    thrown -> assertThat(thrown).isNull(),
                    thrown -> assertThat(thrown).isInstanceOf(IOException.class));
        }
    }
}
