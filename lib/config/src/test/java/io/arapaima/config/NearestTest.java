package io.arapaima.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> CHECKS = List.of("ftp", "http", "https", "ntp", "postgresql", "snmp-load");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            htp      | http
            HTTP     | http
            ntpp     | ntp
            fttp     | ftp
            post     | postgresql
            snmpload | snmp-load
            radius   |
            x        |
            """)
    void findsWhatWasProbablyMeant(String written, String meant) {
        assertThat(Nearest.to(written, CHECKS).orElse(null)).isEqualTo(meant);
    }
}
