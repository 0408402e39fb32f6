package io.arapaima.lvsctl.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine tells by itself. */
class SurroundingsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theGatewayIsThatOfTheDefaultRoute() throws IOException {
        Path routes = Files.writeString(folder.resolve("route"), """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t%s\t00000000\t0001\t0\t0\t0\t%s\t0\t0\t0
                eth0\t00000000\t%s\t0003\t0\t0\t0\t00000000\t0\t0\t0
                """.formatted(number("C0A80200"), number("FFFFFF00"), number("C0A802FE")));
        assertThat(Surroundings.gatewayIn(routes)).contains("192.168.2.254");
        assertThat(Surroundings.gatewayIn(folder.resolve("none"))).isEmpty();
    }

    /** An address as the kernel of this machine writes it: its bytes, read as a number in the machine's own order. */
    private static String number(String bytes) {
        int number = ByteBuffer.wrap(HexFormat.of().parseHex(bytes)).order(ByteOrder.nativeOrder()).getInt();
        return HexFormat.of().withUpperCase().toHexDigits(number);
    }
}
