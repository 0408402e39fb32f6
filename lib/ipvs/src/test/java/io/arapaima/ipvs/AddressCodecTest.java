package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.VirtualAddress;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against bytes that a kernel took, little-endian. */
class AddressCodecTest {
    private static final VirtualAddress WEB = address("10.0.0.100", 32, "eth0:1");

    private static VirtualAddress address(String text, int prefix, String label) {
        return new VirtualAddress(InetAddress.ofLiteral(text), prefix, "eth0", label);
    }

    private static MessageWriter written(int type, int flags, Netlink.Request request) {
        MessageWriter writer = new MessageWriter().begin(type, flags, 1);
        request.body().accept(writer);
        return writer.end();
    }

    private static String hex(MessageWriter writer) {
        ByteBuffer messages = writer.messages();
        byte[] bytes = new byte[messages.remaining()];
        messages.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hold(VirtualAddress address, Optional<Duration> lifetime) {
        return hex(written(AddressCodec.NEW, 0x605, AddressCodec.hold(address, 2, lifetime)));
    }

    @Test
    void anIpv4AddressHasItsLabelAndNoCacheInfo() {
        assertThat(hold(WEB, Optional.empty())).isEqualTo("340000001400050601000000000000000220000002000000"
                + "080002000a000064080001000a0000640b000300657468303a310000");
    }

    @Test
    void aLifetimeIsPreferredAndValidForIpv4() {
        assertThat(hold(WEB, Optional.of(Duration.ofSeconds(10))))
                .endsWith("0b000300657468303a310000140006000a0000000a0000000000000000000000");
    }

    @Test
    void aNetworkHasItsBroadcastAddress() {
        assertThat(hold(address("10.0.3.100", 22, ""), Optional.empty())).endsWith("080004000a0003ff");
        assertThat(hold(address("10.0.3.100", 31, ""), Optional.empty())).endsWith("080001000a000364");
    }

    @Test
    void anIpv6AddressIsNotDetectedAndNeverPreferred() {
        String six = "20010db8000000000000000000000064";
        assertThat(hold(address("2001:db8::64", 128, ""), Optional.empty()))
                .isEqualTo("540000001400050601000000000000000a80020002000000" + "14000200" + six + "14000100" + six
                        + "1400060000000000ffffffff0000000000000000");
    }

    @Test
    void aRemovalNamesPrefixAndLabel() {
        assertThat(hex(written(AddressCodec.DELETE, 5, AddressCodec.drop(WEB, 2))))
                .isEqualTo("340000001500050001000000000000000220000002000000"
                        + "080002000a000064080001000a0000640b000300657468303a310000");
    }

    @Test
    void whatIsWrittenIsReadBack() throws NetlinkException {
        for (VirtualAddress address : new VirtualAddress[]{WEB, address("2001:db8::64", 128, "")}) {
            MessageWriter writer = written(AddressCodec.NEW, 0, AddressCodec.hold(address, 7, Optional.empty()));
            assertThat(AddressCodec.decode(Message.split(writer.messages()).getFirst())).contains(
                    new AddressCodec.Told(7, address.address(), address.prefixLength(), address.label()));
        }
    }

    @Test
    void onAPointToPointLinkTheLocalEndIsOurs() throws NetlinkException {
        MessageWriter writer = new MessageWriter().begin(AddressCodec.NEW, 0, 1).put8(2).put8(32).put16(0).put32(3)
                .bytes(2, new byte[]{10, 0, 0, 1}).bytes(1, new byte[]{10, 0, 0, 2}).end();
        assertThat(AddressCodec.decode(Message.split(writer.messages()).getFirst()))
                .contains(new AddressCodec.Told(3, InetAddress.ofLiteral("10.0.0.1"), 32, ""));
    }

    @Test
    void otherFamiliesAndMessagesWithoutANameArePassedOver() throws NetlinkException {
        MessageWriter mpls = new MessageWriter().begin(AddressCodec.NEW, 0, 1).put8(28).put8(32).put16(0).put32(3)
                .bytes(1, new byte[]{1}).end();
        assertThat(AddressCodec.decode(Message.split(mpls.messages()).getFirst())).isEmpty();
        MessageWriter port = written(Interface.NEW, 0, Interface.request(""));
        assertThat(Interface.decode(Message.split(port.messages()).getFirst())).isEmpty();
    }
}
