package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import io.arapaima.ipc.DirectorSnapshot.VirtualServiceStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A status of any size over a real socket, taken apart by the one and put together by the other. */
class StatusPartsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private static RealServerStatus server(int number) {
        return new RealServerStatus("web/s" + number, "172.16.0.1:80", "Masq", 1, 0, false, "down",
                "web/s" + number + ": configured 1, check down: REFUSED: Connection refused, 1 of 1: removed", NOON, 0,
                0,
                OptionalDouble.empty(), "");
    }

    /** Services of the given sizes, one of none first, and everything else once. */
    private static DirectorSnapshot snapshot(int... sizes) {
        List<VirtualServiceStatus> services = new ArrayList<>();
        for (int size : sizes) {
            services.add(new VirtualServiceStatus("v", "TCP", "10.0.0.9:" + services.size(), "wlc", 0, "nobody",
                    IntStream.range(0, size).mapToObj(StatusPartsTest::server).toList()));
        }
        return new DirectorSnapshot(
                new DirectorSnapshot.Director("1", 2, NOON, "lvs.cf", NOON, "relay",
                        new DirectorSnapshot.NannyStatus(true, 2), new DirectorSnapshot.MailStatus(true, 0, ""),
                        Optional.empty()),
                new DirectorSnapshot.RoleStatus("active", "pulse", new Reason.Said("partner silent"), NOON),
                List.of(new DirectorSnapshot.AddressStatus("10.0.0.9/32", "eth0:1", "held")), services,
                List.of(new DirectorSnapshot.FailoverStatus("db", "tcp 10.0.0.9:5432", "failed", "why", NOON)),
                List.of("t"), 9);
    }

    private DirectorSnapshot overTheWire(DirectorSnapshot whole) throws IOException {
        Path socket = folder.resolve("hub.sock");
        try (var _ = IpcServer.listen(socket, peer -> {
            var _ = peer.receiveHello();
            while (peer.receive() instanceof Message.StatusQuery(var inParts)) {
                for (Message.Status part : inParts ? StatusParts.of(whole) : List.of(new Message.Status(whole))) {
                    peer.send(part);
                }
            }
        }); var hub = HubClient.connect(socket, "test")) {
            return hub.status();
        }
    }

    /** Some 30 MB of text. */
    @Test
    void aHundredThousandServersAreNotTooManyForAConversation() throws Exception {
        DirectorSnapshot whole = snapshot(IntStream.range(0, 1000).map(_ -> 100).toArray());
        assertThat(overTheWire(whole)).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1", "0 0", "2000", "2000 0", "2000 1", "1999 2", "4000", "4001", "0 6000 0 1"})
    void nothingIsLostAtTheEdgesOfAPart(String sizes) throws Exception {
        DirectorSnapshot whole = snapshot(
                sizes.isEmpty()
                        ? new int[0]
                        : List.of(sizes.split(" ")).stream().mapToInt(Integer::parseInt).toArray());
        List<Message.Status> parts = StatusParts.of(whole);
        assertThat(parts).allSatisfy(part -> assertThat(part.snapshot().services()
                .stream().mapToInt(s -> s.servers().size()).sum()).isLessThanOrEqualTo(Message.CheckPlan.PART));
        assertThat(parts.getLast().more()).isFalse();
        assertThat(overTheWire(whole)).isEqualTo(whole);
    }
}
