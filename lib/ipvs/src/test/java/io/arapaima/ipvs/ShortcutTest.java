package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Forwarding;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.ServiceKey.Family;
import io.arapaima.dataplane.Thresholds;
import io.arapaima.dataplane.Tunnel;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The older interface's structures, and what they cannot tell. */
class ShortcutTest {
    private static final ServiceKey SERVICE = new ServiceKey.Endpoint(Protocol.TCP, InetAddress.ofLiteral("10.0.0.1"),
            80);
    private static final int MASQUERADE = 0x100;

    private final ByteBuffer buffer = NetlinkSocket.direct(4096);

    @Test
    void aServiceIsAskedForByItsIdentity() {
        DestinationEntries.ask(buffer, SERVICE, 3);
        assertThat(hex(24)).isEqualTo("06000000" + "0a000001" + "00500000" + "00000000" + "03000000" + "00000000");
        DestinationEntries.ask(buffer, new ServiceKey.Mark(0xFFFF_FFFFL, Family.IPV4), 3);
        assertThat(hex(24)).isEqualTo("00000000" + "00000000" + "00000000" + "ffffffff" + "03000000" + "00000000");
    }

    @Test
    void whatIsFilledIsRead() throws NetlinkException {
        DestinationEntries.ask(buffer, SERVICE, 3);
        entry(0, "0a010001", MASQUERADE, 7);
        entry(1, "0a010002", 3, 0);
        assertThat(DestinationEntries.read(buffer, 2).orElseThrow()).containsExactly(
                new Destination(new DestinationKey(InetAddress.ofLiteral("10.1.0.1"), 8080), Forwarding.MASQUERADE, 7,
                        Tunnel.IPIP, new Thresholds(0xFFFF_FFFFL, 5)),
                new Destination(new DestinationKey(InetAddress.ofLiteral("10.1.0.2"), 8080), Forwarding.DIRECT, 0,
                        Tunnel.IPIP, new Thresholds(0xFFFF_FFFFL, 5)));
    }

    @Test
    void whatWasReadBeforeIsKnownAgainUnlessAnythingButACounterDiffers() {
        DestinationEntries.ask(buffer, SERVICE, 3);
        entry(0, "0a010001", MASQUERADE, 7);
        entry(1, "0a010002", 3, 0);
        LongBuffer words = DestinationEntries.words(buffer, 2);
        assertThat(DestinationEntries.says(buffer, words)).isTrue();
        int second = DestinationEntries.HEADER + DestinationEntries.SIZE;
        buffer.putInt(second + 24, 99);
        assertThat(DestinationEntries.says(buffer, words)).as("a connection more").isTrue();
        for (int at : new int[]{0, 4, 8, 12, 16, 20}) {
            int was = buffer.getInt(second + at);
            buffer.putInt(second + at, was ^ 1);
            assertThat(DestinationEntries.says(buffer, words)).as("byte %d of the second", at).isFalse();
            buffer.putInt(second + at, was);
        }
        entry(2, "0a010003", 3, 0);
        assertThat(DestinationEntries.says(buffer, words)).as("a third").isFalse();
    }

    @Test
    void fewerMoreAndWhatIsNotToldAreLeftToNetlink() throws NetlinkException {
        DestinationEntries.ask(buffer, SERVICE, 3);
        assertThat(DestinationEntries.read(buffer, 0)).hasValueSatisfying(all -> assertThat(all).isEmpty());
        entry(0, "0a010001", MASQUERADE, 7);
        assertThat(DestinationEntries.read(buffer, 2)).as("one of IPv6").isEmpty();
        assertThat(DestinationEntries.read(buffer, 0)).as("one added meanwhile").isEmpty();
        for (int method : new int[]{1, 2, 4}) {
            entry(0, "0a010001", method, 7);
            assertThat(DestinationEntries.read(buffer, 1)).as("method %d", method).isEmpty();
        }
    }

    @Test
    void destinationsAreCountedByService() throws NetlinkException {
        ServiceEntries.ask(buffer, 4);
        service(0, "06000000" + "0a000001" + "00500000" + "00000000", 12);
        service(1, "00000000" + "00000000" + "00000000" + "07000000", 3);
        service(2, "2f000000" + "0a000001" + "00500000" + "00000000", 4);
        assertThat(ServiceEntries.counts(buffer, 4))
                .isEqualTo(Map.of(SERVICE, 12, new ServiceKey.Mark(7, Family.IPV4), 3));
        assertThat(ServiceEntries.size(4)).isEqualTo(8 + 4 * 104);
    }

    private void entry(int index, String address, int method, int weight) {
        int at = DestinationEntries.HEADER + index * DestinationEntries.SIZE;
        buffer.put(at, HexFormat.of().parseHex(address + "1f900000")).putInt(at + 8, method).putInt(at + 12, weight)
                .putInt(at + 16, -1).putInt(at + 20, 5);
    }

    private void service(int index, String identity, int destinations) {
        buffer.put(ServiceEntries.size(index), HexFormat.of().parseHex(identity)).putInt(
                ServiceEntries.size(index) + 44,
                destinations);
    }

    private String hex(int count) {
        byte[] bytes = new byte[count];
        buffer.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
