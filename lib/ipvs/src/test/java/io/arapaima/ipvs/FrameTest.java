package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against frames that changed a neighbour's cache. */
class FrameTest {
    private static final Mac MAC = new Mac(0x0200_0000_0001L);
    private static final Mac PEER = new Mac(0x0200_0000_0007L);
    private static final Inet4Address FOUR = (Inet4Address) InetAddress.ofLiteral("10.0.0.100");
    private static final Inet6Address SIX = (Inet6Address) InetAddress.ofLiteral("2001:db8::64");

    private static String hex(byte[] frame) {
        return HexFormat.of().formatHex(frame);
    }

    @Test
    void gratuitousArpHasBothForms() {
        assertThat(hex(ArpFrame.request(MAC, FOUR))).isEqualTo(
                "ffffffffffff0200000000010806000108000604000102000000" + "00010a000064ffffffffffff0a000064");
        assertThat(hex(ArpFrame.reply(MAC, FOUR))).isEqualTo(
                "ffffffffffff0200000000010806000108000604000202000000" + "00010a0000640200000000010a000064");
    }

    @Test
    void aProbeClaimsNothing() {
        byte[] probe = ArpFrame.probe(MAC, FOUR);
        assertThat(hex(probe)).isEqualTo(
                "ffffffffffff0200000000010806000108000604000102000000" + "0001000000000000000000000a000064");
        assertThat(ArpFrame.claimant(probe, FOUR)).isEmpty();
    }

    @Test
    void anAdvertisementHasOverrideItsOptionAndItsChecksum() {
        assertThat(hex(NeighbourFrame.advertisement(MAC, SIX, false))).isEqualTo("33330000000102000000000186dd60000000"
                + "00203aff20010db8000000000000000000000064ff020000000000000000000000000001" + "8800f86420000000"
                + "20010db8000000000000000000000064" + "0201020000000001");
        assertThat(hex(NeighbourFrame.advertisement(MAC, SIX, true))).contains("8800" + "7864" + "a0000000");
    }

    @Test
    void aSolicitationGoesToTheSolicitedNodeFromNowhere() {
        byte[] question = NeighbourFrame.solicitation(MAC, SIX);
        assertThat(hex(question)).startsWith("3333ff00006402000000000186dd6000000000183aff" + "0".repeat(32)
                + "ff0200000000000000000001ff000064" + "8700").endsWith("00000000" + hex(SIX.getAddress()));
        assertThat(NeighbourFrame.claimant(question, SIX)).isEmpty();
    }

    @Test
    void whoClaimsTheAddressIsFound() {
        assertThat(ArpFrame.claimant(ArpFrame.reply(PEER, FOUR), FOUR)).contains(PEER).get()
                .hasToString("02:00:00:00:00:07");
        assertThat(ArpFrame.claimant(ArpFrame.request(PEER, FOUR), FOUR)).contains(PEER);
        assertThat(ArpFrame.claimant(ArpFrame.reply(PEER, FOUR), InetAddress.ofLiteral("10.0.0.101"))).isEmpty();
        assertThat(NeighbourFrame.claimant(NeighbourFrame.advertisement(PEER, SIX, true), SIX)).contains(PEER);
        assertThat(NeighbourFrame.claimant(NeighbourFrame.advertisement(PEER, SIX, true),
                InetAddress.ofLiteral("2001:db8::65"))).isEmpty();
    }

    @Test
    void noFrameWhateverItHoldsBreaksTheReader() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = switch (i % 3) {
                case 0 -> new byte[random.nextInt(100)];
                case 1 -> ArpFrame.reply(PEER, FOUR);
                default -> NeighbourFrame.advertisement(PEER, SIX, false);
            };
            byte[] cut = java.util.Arrays.copyOf(frame, random.nextInt(frame.length + 1));
            for (int change = random.nextInt(4); change > 0 && cut.length > 0; change--) {
                cut[random.nextInt(cut.length)] = (byte) random.nextInt();
            }
            ArpFrame.claimant(cut, FOUR);
            NeighbourFrame.claimant(cut, SIX);
        }
    }
}
