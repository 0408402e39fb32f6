package io.arapaima.checkspec;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    /** RFC 5952: the longest run of zeros, the first of two, never a single one; and what inet_ntop makes of IPv4's. */
    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.1", "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
            "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
            "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "0:0:0:0:0:0:0:0, ::", "0:0:0:0:0:0:0:1, ::1",
            "0:0:0:0:0:0:102:304, ::1.2.3.4", "FE80:0:0:0:0:0:0:A, fe80::a"})
    void itIsWrittenInTheShortestForm(String address, String text) {
        assertThat(AddressText.of(InetAddress.ofLiteral(address))).isEqualTo(text);
    }
}
