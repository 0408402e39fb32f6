package io.arapaima.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Service;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.TrafficRequest;
import io.arapaima.ipc.TrafficRequest.ServiceTraffic;
import io.arapaima.manager.table.SideDoor;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Counters of a table in memory, read by the director and beside it. */
class TrafficDeskTest extends DirectorFixture {
    private final AtomicLong now = new AtomicLong();

    private TrafficDesk desk() {
        return new TrafficDesk(director::post, new SideDoor(Optional::empty), now::get, InstantSource.system());
    }

    private TrafficRequest.Traffic traffic(TrafficDesk desk) {
        return (TrafficRequest.Traffic) desk.answer(new TrafficRequest.TrafficQuery()).getFirst();
    }

    private static Message.TableText table(TrafficDesk desk, Optional<String> service) {
        return (Message.TableText) desk.answer(new TrafficRequest.TrafficTableQuery(service, false, false))
                .getFirst();
    }

    private static Message.Answer zero(TrafficDesk desk, String service) {
        return (Message.Answer) desk.answer(new TrafficRequest.ZeroCounters(Optional.of(service))).getFirst();
    }

    @Test
    void countersHaveTheNamesOfTheFile() throws Exception {
        bothUp();
        TrafficRequest.Traffic read = traffic(desk());
        assertThat(read.trouble()).isEmpty();
        assertThat(read.services()).extracting(ServiceTraffic::name, ServiceTraffic::key).containsExactly(
                org.assertj.core.groups.Tuple.tuple("", "10.9.9.9:9"),
                org.assertj.core.groups.Tuple.tuple("web", "10.0.0.9:80"));
        assertThat(read.services().getLast().counters().connections()).isEqualTo(2);
        assertThat(read.services().getLast().destinations()).extracting(d -> d.name() + " " + d.destination() + " "
                + d.forwarding() + " " + d.counters().connections()).containsExactlyInAnyOrder(
                        "web/s1 10.0.0.11:80 Masq 11", "web/s2 10.0.0.12:80 Masq 12");
    }

    @Test
    void aServiceIsFoundByItsNameAndByItsAddress() throws Exception {
        bothUp();
        TrafficDesk desk = desk();
        assertThat(table(desk, Optional.empty()).lines()).hasSize(7);
        for (String name : List.of("web", "10.0.0.9:80", "TCP 10.0.0.9:80")) {
            assertThat(table(desk, Optional.of(name)).lines()).hasSize(5)
                    .anyMatch(line -> line.startsWith("TCP  10.0.0.9:80                         2        2"));
        }
        assertThat(table(desk, Optional.of("wep")).trouble()).contains(
                "there is no service wep in the table; did you mean web?");
        assertThat(zero(desk, "nothing-like-it").lines()).containsExactly(
                "there is no service nothing-like-it in the table; lvsctl stats lists them all");
    }

    @Test
    void zeroedCountersAreReadAtOnce() throws Exception {
        bothUp();
        TrafficDesk desk = desk();
        assertThat(traffic(desk).services().getLast().counters().connections()).isEqualTo(2);
        assertThat(zero(desk, "web").lines()).containsExactly("the counters of TCP 10.0.0.9:80 begin again at zero");
        assertThat(traffic(desk).services()).extracting(s -> s.counters().connections()).containsExactly(1L, 0L);
        assertThat(desk.answer(new TrafficRequest.ZeroCounters(Optional.empty()))).containsExactly(
                new Message.Answer(true, List.of("all counters begin again at zero")));
        assertThat(traffic(desk).services()).extracting(s -> s.counters().connections()).containsExactly(0L, 0L);
    }

    @Test
    void aDataPlaneThatCannotBeAskedIsSaid() throws Exception {
        TrafficDesk desk = desk();
        plane.breakDown(true);
        await(() -> traffic(desk).trouble().orElse("").contains("the test has broken the data plane"));
        await(() -> table(desk, Optional.empty()).trouble().orElse("").contains("the test has broken"));
        plane.breakDown(false);
        nanos.addAndGet(java.time.Duration.ofSeconds(20).toNanos());
        await(() -> traffic(desk).trouble().isEmpty());
    }

    /** The kernel answers on several sockets at once, so the director is left alone; and no more often than it counts. */
    @Test
    void whereThereIsASideDoorTheDirectorIsNotAsked() throws Exception {
        bothUp();
        var opened = new AtomicInteger();
        var beside = new MemoryDataPlane();
        beside.apply(List.of(new Change.AddService(new Service(web(), "rr", Optional.empty()))));
        var desk = new TrafficDesk(input -> {
            assertThat(input).isInstanceOf(Input.AskInForce.class);
            director.post(input);
        }, new SideDoor(() -> {
            opened.incrementAndGet();
            return Optional.of(beside);
        }), now::get, InstantSource.system());
        assertThat(traffic(desk).services()).extracting(ServiceTraffic::name).containsExactly("web");
        assertThat(beside.reads()).isEqualTo(1);
        assertThat(traffic(desk).services()).hasSize(1);
        assertThat(beside.reads()).as("asked again within a second").isEqualTo(1);
        now.addAndGet(1_000_000_000);
        assertThat(traffic(desk).services()).hasSize(1);
        assertThat(beside.reads()).isEqualTo(2);
        assertThat(opened).hasValue(1);
        beside.breakDown(true);
        now.addAndGet(1_000_000_000);
        assertThat(traffic(desk).trouble()).isPresent();
        beside.breakDown(false);
        assertThat(traffic(desk).trouble()).as("opened again").isEmpty();
        assertThat(opened).hasValue(2);
    }
}
