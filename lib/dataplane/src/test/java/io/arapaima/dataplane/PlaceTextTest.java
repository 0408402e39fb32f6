package io.arapaima.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.checkspec.AddressText;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTextTest {
    /** RFC 5952, as people see destinations and services everywhere. */
    @ParameterizedTest
    @CsvSource({"2001:db8:0:0:0:0:0:1, '[2001:db8::1]:80'", "2001:db8:0:1:0:0:0:1, '[2001:db8:0:1::1]:80'",
            "2001:db8:0:1:1:1:1:1, '[2001:db8:0:1:1:1:1:1]:80'", "0:0:0:0:0:0:0:1, '[::1]:80'",
            "2001:DB8::ABCD, '[2001:db8::abcd]:80'", "10.0.0.1, '10.0.0.1:80'"})
    void aDestinationIsWrittenInTheShortestForm(String address, String text) {
        assertThat(new DestinationKey(InetAddress.ofLiteral(address), 80)).hasToString(text);
        assertThat(new ServiceKey.Endpoint(Protocol.TCP, InetAddress.ofLiteral(address), 80).place()).isEqualTo(text);
    }

    @Test
    void identitiesOfEarlierBuildsAreReadAsThisOneWritesThem() {
        assertThat(AddressText.shortened("web/s1@[2001:db8:0:0:0:0:0:1]:80 check http")).isEqualTo(
                "web/s1@[2001:db8::1]:80 check http");
        assertThat(AddressText.shortened("web/s1@10.0.0.1:80 [a b] [::zz]"))
                .isEqualTo("web/s1@10.0.0.1:80 [a b] [::zz]");
    }
}
