package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Protocol;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.SyncDaemon;
import io.arapaima.dataplane.SyncDaemon.Role;
import io.arapaima.dataplane.Timeouts;
import io.arapaima.dataplane.Traffic;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel says, as the kernel says it. */
class IpvsClientTest {
    private static final int FAMILY = 0x21;
    private static final InetAddress VIRTUAL = InetAddress.ofLiteral("10.0.0.1");
    private static final ServiceKey WEB = new ServiceKey.Endpoint(Protocol.TCP, VIRTUAL, 80);

    private final ScriptedChannel kernel = new ScriptedChannel();

    @BeforeEach
    void isThere() {
        kernel.onRequest(r -> List.of(VectorTest.family(r, FAMILY)));
        answer(0, out -> out.u32(1, 0x010201).u32(2, 4096));
    }

    @Test
    void timeoutsAreReadAndSet() throws DataPlaneException {
        answer(0, out -> out.u32(4, 900).u32(5, 120).u32(6, 300));
        kernel.onRequest(r -> List.of(ScriptedChannel.ack(r)));
        try (var client = IpvsClient.over(kernel)) {
            assertThat(client.timeouts())
                    .isEqualTo(new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(2), Duration.ofMinutes(5)));
            client.timeouts(new Timeouts(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ZERO));
        }
        assertThat(sent())
                .isEqualTo("0c010000" + "08000400" + "3c000000" + "08000500" + "01000000" + "08000600" + "00000000");
    }

    /** Flags of a dumped service hold the kernel's own bit, and its counters come twice. */
    @Test
    void trafficIsReadInSixtyFourBits() throws DataPlaneException {
        kernel.onRequest(r -> List.of(service(r, 6, true), ScriptedChannel.done(r, 0)));
        kernel.onRequest(r -> List.of(destination(r, 1, true), destination(r, 2, true), ScriptedChannel.done(r, 0)));
        try (var client = IpvsClient.over(kernel)) {
            Statistics read = client.statistics();
            assertThat(read.services()).containsExactly(Map.entry(WEB,
                    new Traffic(1, 2, 3, 0x1_0000_0004L, 5, 6, 7, 8, 9, 10)));
            assertThat(read.destinations().values()).allSatisfy(traffic -> assertThat(traffic)
                    .isEqualTo(new Traffic(1, 2, 3, 0x1_0000_0004L, 5, 6, 7, 8, 9, 10))).hasSize(2);
            assertThat(read.connections()).containsEntry(
                    new DestinationId(WEB, new DestinationKey(InetAddress.ofLiteral("10.0.0.2"), 80)),
                    new Connections(2, 9));
            assertThat(read.table().entries()).singleElement().satisfies(entry -> assertThat(entry.destinations())
                    .extracting(d -> d.key().toString()).as("oldest first").containsExactly("10.0.0.2:80",
                            "10.0.0.1:80"));
        }
        assertThat(kernel.sent).as("the family, the version, and one dump more than there are services").hasSize(4);
    }

    /** Before Linux 4.1 there are only those of 32 bits, but for bytes. */
    @Test
    void anOldKernelCountsInThirtyTwoBits() throws DataPlaneException {
        kernel.onRequest(r -> List.of(service(r, 6, false), ScriptedChannel.done(r, 0)));
        kernel.onRequest(r -> List.of(destination(r, 1, false), ScriptedChannel.done(r, 0)));
        try (var client = IpvsClient.over(kernel)) {
            Statistics read = client.statistics();
            assertThat(read.services()).containsExactly(Map.entry(WEB,
                    new Traffic(0xFFFF_FFFFL, 2, 3, 0x1_0000_0004L, 5, 6, 7, 8, 9, 10)));
            assertThat(read.destinations().values()).containsExactly(
                    new Traffic(0xFFFF_FFFFL, 2, 3, 0x1_0000_0004L, 5, 6, 7, 8, 9, 10));
        }
    }

    /** While somebody else adds, a dump repeats entries. */
    @Test
    void anEntryThatADumpRepeatsCountsOnce() throws DataPlaneException {
        kernel.onRequest(r -> List.of(service(r, 6, true), service(r, 6, true), service(r, 47, true),
                ScriptedChannel.done(r, 0)));
        kernel.onRequest(r -> List.of(destination(r, 1, true), destination(r, 1, true), ScriptedChannel.done(r, 0)));
        try (var client = IpvsClient.over(kernel)) {
            assertThat(client.statistics().table().entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.destinations()).hasSize(1));
        }
    }

    /** In the order of the kernel's ip_vs_genl_fill_service. */
    private static ScriptedChannel.Step service(Message request, int protocol, boolean wide) {
        return entry(request, 1, out -> {
            out.u16(1, 2).u16(2, protocol).bytes(3, AddressBytes.union(VIRTUAL)).u16be(4, 80).string(6, "wlc")
                    .u32s(7, 2, -1).u32(8, 0).u32(9, -1);
            counters(out, wide);
        });
    }

    /** In the order of the kernel's ip_vs_genl_fill_dest. */
    private static ScriptedChannel.Step destination(Message request, int last, boolean wide) {
        return entry(request, 2, out -> {
            out.bytes(1, AddressBytes.union(InetAddress.ofLiteral("10.0.0." + last))).u16be(2, 80).u32(3, 0x100)
                    .u32(4, 1).u32(5, 0).u32(6, 0).u32(7, last).u32(8, 9).u32(9, 0).u16(11, 2);
            counters(out, wide);
        });
    }

    private static void counters(MessageWriter out, boolean wide) {
        out.nested(10, () -> {
            out.u32(1, 0xFFFF_FFFFL).u32(2, 2).u32(3, 3).u32s(4, 4, 1).u32s(11, 99, 99).u32s(5, 5, 0);
            for (int i = 6; i <= 10; i++) {
                out.u32(i, i);
            }
        });
        if (wide) {
            out.nested(12, () -> {
                for (int i = 1; i <= 10; i++) {
                    out.u32s(i, i, i == 4 ? 1 : 0);
                }
                out.u32s(11, 99, 99);
            });
        }
    }

    @Test
    void whatOtherProgramsKeepAndTheModelDoesNotKnowIsLeftOut() throws DataPlaneException {
        kernel.onRequest(r -> List.of(service(r, 47), service(r, 6), service(r, 132), ScriptedChannel.done(r, 0)));
        kernel.onRequest(r -> List.of(destination(r, 4, 0), destination(r, 2, 9), destination(r, 3, 0),
                ScriptedChannel.done(r, 0)));
        try (var client = IpvsClient.over(kernel)) {
            assertThat(client.services().items()).extracting(s -> s.key().toString()).containsExactly("TCP 10.0.0.1:80",
                    "SCTP 10.0.0.1:80");
            assertThat(client.destinations(new ServiceKey.Mark(1, ServiceKey.Family.IPV4)).items())
                    .extracting(d -> d.forwarding().name()).containsExactly("DIRECT");
        }
    }

    @Test
    void onlyTheDaemonsThatDifferAreStoppedAndStarted() throws DataPlaneException {
        var master = new SyncDaemon(Role.MASTER, "eth0", 7);
        var backup = new SyncDaemon(Role.BACKUP, "eth0", 7);
        try (var plane = new IpvsDataPlane(IpvsClient.over(kernel), Shortcut.NONE)) {
            running(master);
            plane.synchronise(Optional.of(master));
            running(master);
            kernel.onRequest(r -> List.of(ScriptedChannel.error(r, 3))); // stopped by somebody else meanwhile
            kernel.onRequest(r -> List.of(ScriptedChannel.ack(r)));
            plane.synchronise(Optional.of(backup));
            assertThat(sent()).startsWith("09010000").contains("0800010002000000");
            running(master, backup);
            kernel.onRequest(r -> List.of(ScriptedChannel.ack(r)));
            plane.synchronise(Optional.of(backup));
            assertThat(sent()).isEqualTo("0a010000" + "0c000380" + "0800010001000000");
            running();
            plane.synchronise(Optional.empty());
            running();
            kernel.onRequest(r -> List.of(ScriptedChannel.error(r, 19)));
            assertThatThrownBy(() -> plane.synchronise(Optional.of(master))).isInstanceOf(DataPlaneException.class)
                    .hasMessage(
                            "synchronisation as MASTER over eth0: there is no such interface (ENODEV); name one of ip link");
        }
    }

    @Test
    void aKernelWithoutIpvsIsToldApartFromOneThatForbidsIt() {
        var without = new ScriptedChannel().onRequest(r -> List.of(ScriptedChannel.error(r, 2)));
        assertThatThrownBy(() -> IpvsClient.over(without)).hasMessage("ip_vs is not available in this kernel (ENOENT);"
                + " modprobe ip_vs, or install the kernel package that holds ip_vs.ko, or use data_plane = relay");
        var forbidding = new ScriptedChannel().onRequest(r -> List.of(VectorTest.family(r, FAMILY)))
                .onRequest(r -> List.of(ScriptedChannel.error(r, 1)));
        assertThatThrownBy(() -> IpvsClient.over(forbidding)).hasMessageContaining("CAP_NET_ADMIN");
        assertThat(without.closed && forbidding.closed).isTrue();
    }

    @Test
    void countersAreZeroedForOneOrForAll() throws DataPlaneException {
        try (var client = IpvsClient.over(kernel)) {
            kernel.onRequest(r -> List.of(ScriptedChannel.ack(r)));
            client.zero(Optional.empty());
            assertThat(sent()).isEqualTo("10010000");
            kernel.onRequest(r -> List.of(ScriptedChannel.ack(r)));
            client.zero(Optional.of(new ServiceKey.Mark(5, ServiceKey.Family.IPV4)));
            assertThat(sent()).isEqualTo("10010000" + "14000180" + "0600010002000000" + "0800050005000000");
        }
    }

    private void running(SyncDaemon... daemons) {
        kernel.onRequest(r -> {
            var steps = new ArrayList<ScriptedChannel.Step>();
            for (SyncDaemon daemon : daemons) {
                steps.add(entry(r, 3, out -> {
                    DaemonFields.whole(out, daemon);
                    out.u16(4, 1472).u16(7, 8848).u8(8, 1);
                }));
            }
            steps.add(ScriptedChannel.done(r, 0));
            return steps;
        });
    }

    private void answer(int flags, Consumer<MessageWriter> attributes) {
        kernel.onRequest(r -> List.of(ScriptedChannel.datagram(out -> {
            out.begin(FAMILY, flags, r.sequence()).put32(0x010d);
            attributes.accept(out);
            out.end();
        })));
    }

    private static ScriptedChannel.Step entry(Message request, int attribute, Consumer<MessageWriter> fields) {
        return ScriptedChannel.datagram(out -> {
            out.begin(FAMILY, ScriptedChannel.MULTI, request.sequence()).put32(0x0101);
            out.nested(attribute, () -> fields.accept(out)).end();
        });
    }

    private static ScriptedChannel.Step service(Message request, int protocol) {
        return entry(request, 1,
                out -> out.u16(1, 2).u16(2, protocol).bytes(3, AddressBytes.union(VIRTUAL)).u16be(4, 80)
                        .string(6, "rr").u32s(7, 2, -1));
    }

    /** As an old kernel dumps it, without family. */
    private static ScriptedChannel.Step destination(Message request, int method, int tunnel) {
        return entry(request, 2, out -> out.bytes(1, AddressBytes.union(VIRTUAL)).u16be(2, 80).u32(3, method | 0x100)
                .u32(4, 1).u8(13, tunnel));
    }

    private String sent() {
        Message last = kernel.sent.getLast().getFirst();
        byte[] payload = new byte[last.to() - last.from()];
        last.buffer().get(last.from(), payload);
        return HexFormat.of().formatHex(payload);
    }
}
