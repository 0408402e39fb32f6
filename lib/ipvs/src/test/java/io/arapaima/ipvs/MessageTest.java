package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void whatIsWrittenIsReadBackWithZeroPadding() throws NetlinkException {
        var out = new MessageWriter();
        out.clear().begin(1, 0, 1).bytes(1, new byte[]{-1, -1, -1, -1, -1, -1, -1}).end();
        out.clear().begin(0x20, 5, 7).put8(1).put8(2).put16(3).u8(1, 200).u16(2, 60_000).u16be(3, 0x1234)
                .u32(4, 0xFFFF_FFFFL).string(5, "wlc").nested(6, () -> out.u8(1, 1)).end();
        ByteBuffer bytes = out.messages();
        assertThat(bytes.remaining()).isEqualTo(20 + 5 * 8 + 12);
        Message message = Message.split(bytes).getFirst();
        assertThat(List.of(message.type(), message.flags(), message.sequence())).containsExactly(0x20, 5, 7);
        Attributes at = message.attributes(4);
        assertThat(next(at).u8()).isEqualTo(200);
        assertThat(next(at).u16()).isEqualTo(60_000);
        assertThat(next(at).u16be()).isEqualTo(0x1234);
        assertThat(next(at).u32()).isEqualTo(0xFFFF_FFFFL);
        assertThat(next(at).string()).isEqualTo("wlc");
        assertThat(next(next(at).nested()).u8()).isEqualTo(1);
        assertThat(at.next()).isFalse();
        for (int i : new int[]{25, 26, 27, 34, 35}) {
            assertThat(bytes.get(i)).as("padding at %d", i).isZero();
        }
    }

    @Test
    void theWriterGrowsBeyondItsBuffer() throws NetlinkException {
        var out = new MessageWriter();
        for (int i = 0; i < 100; i++) {
            out.begin(0x20, 1, i).bytes(1, new byte[4000]).end();
        }
        List<Message> messages = Message.split(out.messages());
        assertThat(messages).hasSize(100).last().extracting(Message::sequence).isEqualTo(99);
        assertThatThrownBy(() -> out.bytes(1, new byte[70_000])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aGetterChecksTheSizeOfItsAttribute() throws NetlinkException {
        var out = new MessageWriter();
        out.begin(0x20, 0, 1).u16(9, 1).end();
        Attributes at = next(Message.split(out.messages()).getFirst().attributes(0));
        assertThatThrownBy(at::u32).isInstanceOf(NetlinkException.Malformed.class)
                .hasMessage("attribute 9 has 2 bytes, not the 4 it needs");
        assertThatThrownBy(at::u64).isInstanceOf(NetlinkException.Malformed.class);
        assertThat(at.u16()).isEqualTo(1);
    }

    /** Seeded: whatever comes, walking ends, and ends in nothing but a value or a Malformed. */
    @Test
    void randomBytesNeverLoopNorEscape() {
        var random = new Random(42);
        int malformed = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 20) {
                bytes[0] = (byte) random.nextInt(bytes.length + 4);
                bytes[1] = 0;
                bytes[2] = 0;
                bytes[3] = 0;
                bytes[17] = 0;
                bytes[16] = (byte) random.nextInt(24);
            }
            try {
                for (Message message : Message.split(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN))) {
                    walk(message.attributes(0), 0);
                    message.refusal();
                }
            } catch (NetlinkException.Malformed expected) {
                malformed++;
            }
        }
        assertThat(malformed).isBetween(1_000, 19_999);
    }

    private static void walk(Attributes at, int depth) throws NetlinkException.Malformed {
        while (at.next()) {
            assertThat(at.string()).isNotNull();
            if (depth < 20) {
                walk(at.nested(), depth + 1);
            }
        }
    }

    private static Attributes next(Attributes at) throws NetlinkException.Malformed {
        assertThat(at.next()).isTrue();
        return at;
    }
}
