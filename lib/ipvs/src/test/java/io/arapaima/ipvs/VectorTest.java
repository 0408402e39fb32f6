package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.SyncDaemon;
import java.nio.ByteOrder;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that real kernels (6.1 and 6.12, x86-64) accepted: family 0x20, number 1. */
class VectorTest {
    private static final int FAMILY = 0x20;
    private static final int ACK = 5;
    private static final String IDENTITY = "06000100 02000000 06000200 06000000 14000300 0a000001 00000000 00000000"
            + " 00000000 06000400 00500000";
    private static final String DESTINATION = "14000100 0a010001 00000000 00000000 00000000 06000200 00500000"
            + " 06000b00 02000000";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "-A -t 10.0.0.1:80 -s wlc | 68000000 20000500 01000000 00000000 01010000 54000180 " + IDENTITY
                    + " 08000600 776c6300 0c000700 00000000 ffffffff 08000800 00000000 08000900 ffffffff",
            "-A -t [2001:db8::1]:443 -s mh -p 300 -M 64 | 68000000 20000500 01000000 00000000 01010000 54000180 06000100"
                    + " 0a000000 06000200 06000000 14000300 20010db8 00000000 00000000 00000001 06000400 01bb0000 07000600"
                    + " 6d680000 0c000700 01000000 ffffffff 08000800 2c010000 08000900 40000000",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1 | 8c000000 20000500 01000000 00000000 05010000 30000180 "
                    + IDENTITY
                    + " 48000280 " + DESTINATION
                    + " 08000300 00000000 08000400 01000000 08000500 00000000 08000600 00000000",
            "-e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 0 | 8c000000 20000500 01000000 00000000 06010000 30000180 "
                    + IDENTITY
                    + " 48000280 " + DESTINATION
                    + " 08000300 00000000 08000400 00000000 08000500 00000000 08000600 00000000",
            "-d -t 10.0.0.1:80 -r 10.1.0.1:80 | 6c000000 20000500 01000000 00000000 07010000 30000180 " + IDENTITY
                    + " 28000280 " + DESTINATION})
    void aChangeIsTheseBytes(String rule, String hex) throws ParseException {
        assertThat(bytes(ACK, IpvsRequest.change(IpvsadmRules.parse(rule)))).isEqualTo(hex.replace(" ", ""));
    }

    @Test
    void dumpsAndDaemonsAreTheseBytes() {
        assertThat(bytes(0x301, IpvsRequest.services())).isEqualTo("1400000020000103010000000000000004010000");
        assertThat(bytes(ACK, IpvsRequest.start(new SyncDaemon(SyncDaemon.Role.MASTER, "eth0", 7)))).isEqualTo(
                "34000000 20000500 01000000 00000000 09010000 20000380 08000100 01000000 09000200 65746830 00000000 08000300 07000000"
                        .replace(" ", ""));
    }

    @Test
    void theFamilyIsAskedForAndTheHeadingReadAsTheseBytes() throws DataPlaneException {
        var kernel = new ScriptedChannel();
        kernel.onRequest(r -> {
            assertThat(hex(r)).isEqualTo("03010000 09000200 49505653 00000000".replace(" ", ""));
            return List.of(family(r, FAMILY));
        });
        for (int i = 0; i < 2; i++) {
            kernel.onRequest(r -> List.of(ScriptedChannel.datagram(out -> out.begin(FAMILY, 0, r.sequence())
                    .put32(0x0000010e).put32(0x00010008).put32(0x00010201).put32(0x00020008).put32(0x00001000).end())));
        }
        try (var client = IpvsClient.over(kernel)) {
            assertThat(client.heading()).isEqualTo("IP Virtual Server version 1.2.1 (size=4096)");
        }
        assertThat(kernel.closed).isTrue();
    }

    /** From the tables of linux/ip_vs.h; KernelRoundTrip shows that a kernel and ipvsadm read them so. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"-A -u 10.0.0.1:53 -s sh -o | 0c000700 04000000 ffffffff",
            "-A -t 10.0.0.1:80 -s sh -b sh-fallback | 0c000700 08000000 ffffffff",
            "-A -t 10.0.0.1:80 -s sh -b sh-port -p 1 | 0c000700 11000000 ffffffff",
            "-A -t 10.0.0.1:80 -s rr -b flag-3 | 0c000700 20000000 ffffffff",
            "-A -t 10.0.0.1:80 -s rr -p 1 -M 255.255.0.0 | 08000900 ffff0000",
            "-A -t 10.0.0.1:80 -s rr -p 1 --pe sip | 08000b00 73697000",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -x 9 -y 7 | 08000300 03000000 08000400 01000000 08000500 09000000 08000600 07000000",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i --tun-type gue --tun-port 6080 --tun-remcsum | 05000d00 01000000 06000e00 17c00000 06000f00 02000000",
            "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -i --tun-type gre --tun-csum | 05000d00 02000000 06000e00 00000000 06000f00 01000000"})
    void everyOptionHasItsPlace(String rule, String hex) throws ParseException {
        assertThat(bytes(ACK, IpvsRequest.change(IpvsadmRules.parse(rule)))).contains(hex.replace(" ", ""));
    }

    /** A fwmark service has its mark alone, and a family. */
    @Test
    void aMarkStandsWithoutAddress() throws NetlinkException {
        var key = new ServiceKey.Mark(0xFFFF_FFFFL, ServiceKey.Family.IPV6);
        assertThat(bytes(ACK, IpvsRequest.change(new Change.RemoveService(key))))
                .endsWith("06000100" + "0a000000" + "08000500" + "ffffffff").hasSize(2 * 40);
    }

    static ScriptedChannel.Step family(Message request, int id) {
        return ScriptedChannel.datagram(
                out -> out.begin(16, 0, request.sequence()).put32(0x0101).string(2, "IPVS").u16(1, id).end());
    }

    private static String bytes(int flags, Consumer<MessageWriter> body) {
        assertThat(ByteOrder.nativeOrder()).as("the vectors' machine").isEqualTo(ByteOrder.LITTLE_ENDIAN);
        return HexFormat.of().formatHex(ScriptedChannel.written(out -> {
            out.begin(FAMILY, flags, 1);
            body.accept(out);
            out.end();
        }));
    }

    private static String hex(Message message) {
        byte[] payload = new byte[message.to() - message.from()];
        message.buffer().get(message.from(), payload);
        return HexFormat.of().formatHex(payload);
    }
}
