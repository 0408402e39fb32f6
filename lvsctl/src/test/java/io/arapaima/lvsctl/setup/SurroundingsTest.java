package io.arapaima.lvsctl.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine tells by itself. */
class SurroundingsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theGatewayIsThatOfTheDefaultRoute() throws IOException {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the numbers below are a PC's");
        Path routes = Files.writeString(folder.resolve("route"), """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
                eth0\t00000000\tFE02A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
                """);
        assertThat(Surroundings.gatewayIn(routes)).contains("192.168.2.254");
        assertThat(Surroundings.gatewayIn(folder.resolve("none"))).isEmpty();
    }
}
