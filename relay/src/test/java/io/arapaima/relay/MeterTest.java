package io.arapaima.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rates as the kernel's ip_vs_est.c estimates them. */
class MeterTest {
    private final Meter service = Meter.ofService();
    private final Meter destination = service.ofDestination();

    @Test
    void aSteadyStreamIsEstimatedAfterAWhileAndForgottenAfterAnother() {
        IntStream.range(0, 40).forEach(_ -> {
            destination.in(2000);
            destination.out(10);
            destination.connected();
            destination.connected();
            destination.turn();
        });
        assertThat(destination.traffic()).satisfies(t -> {
            assertThat(t.byteRateIn()).isEqualTo(1000);
            assertThat(t.byteRateOut()).isEqualTo(5);
            assertThat(t.connectionRate()).isEqualTo(1);
            assertThat(t.bytesIn()).isEqualTo(80_000);
        });
        IntStream.range(0, 40).forEach(_ -> destination.turn());
        assertThat(destination.traffic().byteRateIn()).isZero();
    }

    @Test
    void oneTurnMovesTheRateByAQuarter() {
        destination.in(800);
        destination.turn();
        assertThat(destination.traffic().byteRateIn()).isEqualTo(100);
        destination.turn();
        assertThat(destination.traffic().byteRateIn()).isEqualTo(75);
    }

    /** A destination that leaves takes nothing from its service. */
    @Test
    void aServiceCountsWhatItsDestinationsCount() {
        destination.in(5);
        service.ofDestination().in(7);
        assertThat(service.traffic().bytesIn()).isEqualTo(12);
        assertThat(service.traffic().packetsIn()).isEqualTo(2);
        service.zero();
        assertThat(service.traffic().bytesIn()).isZero();
        assertThat(destination.traffic().bytesIn()).isEqualTo(5);
    }
}
