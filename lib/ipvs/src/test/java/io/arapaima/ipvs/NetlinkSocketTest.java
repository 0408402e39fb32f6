package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On the kernel of this machine: its generic netlink controller and its links are there without IPVS and without rights. */
class NetlinkSocketTest {
    private static final int CONTROLLER = 16;
    private static final int GET_FAMILY = 3;
    private static final int FAMILY_NAME = 2;
    private static final int GET_LINK = 18;
    private static final int LINK_HEADER = 16;
    private static final int LINK_NAME = 3;

    @Test
    void theControllerKnowsItselfAndNobodyElse() throws NetlinkException {
        try (var netlink = new Netlink(NetlinkSocket.open(NetlinkSocket.GENERIC, 0))) {
            assertThat(netlink.get(family("nlctrl"), NetlinkSocketTest::familyName)).isEqualTo("nlctrl");
            assertThatThrownBy(() -> netlink.get(family("no such family"), NetlinkSocketTest::familyName))
                    .isInstanceOf(NetlinkException.Refused.class).hasMessageStartingWith("ENOENT");
            assertThat(netlink.get(family("nlctrl"), NetlinkSocketTest::familyName)).isEqualTo("nlctrl");
        }
    }

    @Test
    void linksAreDumpedAndTheLoopbackIsOne() throws NetlinkException {
        try (var netlink = new Netlink(NetlinkSocket.open(NetlinkSocket.ROUTE, 0))) {
            var request = new Netlink.Request(GET_LINK, out -> out.put32(0).put32(0).put32(0).put32(0));
            var links = netlink.dump(request, message -> {
                for (Attributes at = message.attributes(LINK_HEADER); at.next();) {
                    if (at.type() == LINK_NAME) {
                        return Optional.of(at.string());
                    }
                }
                return Optional.empty();
            });
            assertThat(links.items()).contains("lo");
            assertThat(links.chunks()).isPositive();
        }
    }

    @Test
    void silenceIsWaitedForAndReportedAsSuch() throws NetlinkException {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.GENERIC, 0)) {
            assertThat(socket.portId()).isNotZero();
            long before = System.nanoTime();
            assertThat(socket.receive(Duration.ofMillis(50))).isEmpty();
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000);
            assertThat(socket.receive(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void moreThanTheSendBufferHoldsIsAnErrorAndNothingIsExecuted() throws NetlinkException {
        try (NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.GENERIC, 0)) {
            assertThatThrownBy(() -> socket.send(NetlinkSocket.direct(64 * 1024 * 1024)))
                    .hasMessage("send on a netlink socket: EMSGSIZE");
        }
    }

    @Test
    void aProtocolThatTheKernelDoesNotHaveIsAnError() {
        assertThatThrownBy(() -> NetlinkSocket.open(99, 0)).isInstanceOf(NetlinkException.class)
                .hasMessage("socket on a netlink socket: EPROTONOSUPPORT");
    }

    @Test
    void aClosedSocketSaysSo() throws NetlinkException {
        NetlinkSocket socket = NetlinkSocket.open(NetlinkSocket.GENERIC, 0);
        socket.close();
        socket.close();
        assertThatThrownBy(() -> socket.receive(Duration.ZERO)).hasMessageContaining("EBADF");
    }

    @Test
    void manyMessagesTravelInOneSend() throws NetlinkException {
        try (var netlink = new Netlink(NetlinkSocket.open(NetlinkSocket.GENERIC, 0))) {
            var refused = netlink.batch(List.of(family("no such family"), family("neither this"), family("nlctrl")));
            assertThat(refused).hasSize(2).containsOnlyKeys(0, 1);
        }
    }

    private static Netlink.Request family(String name) {
        return new Netlink.Request(CONTROLLER, out -> out.put8(GET_FAMILY).put8(1).put16(0).string(FAMILY_NAME, name));
    }

    private static Optional<String> familyName(Message message) throws NetlinkException {
        for (Attributes at = message.attributes(4); at.next();) {
            if (at.type() == FAMILY_NAME) {
                return Optional.of(at.string());
            }
        }
        return Optional.empty();
    }
}
