package io.arapaima.check.uptimeload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadAverageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            ' 05:10:01 up  1:28,  0 user,  load average: 0.15, 0.20, 0.18'                | 0.15
            ' 11:32am  up 5 days 21:18,  3 users,  load average: 12.07, 9.02, 8.00'       | 12.07
            '10.0.0.1     up 12 days, 13:25,    load average: 1.02, 0.20, 0.18'           | 1.02
            ' 5:10AM  up 12 days, 1:28, 2 users, load averages: 0.15 0.20 0.18'           | 0.15
            'web1          up 12+01:28,     2 users,  load 0.25, 0.20, 0.18'              | 0.25
            'load average: 3, 2, 1'                                                       | 3
            'load average (one minute): 0.5'                                              | 0.5
            'load: 7'                                                                     | 7
            """)
    void readsTheFirstOfTheAverages(String output, double load) {
        assertThat(LoadAverage.in(output)).hasValue(load);
        assertThat(LoadAverage.in("Welcome to web1\n" + output + "\n")).hasValue(load);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "load", "load average:", "up 5 days", "load average: 0,15, 0,20, 0,18",
            "load average: -1.0",
            "load average: 0.15x", "download 12 files", "load average: 99999999999", "load\n0.5"})
    void refusesWhatIsNoLoad(String output) {
        assertThat(LoadAverage.in(output)).isEmpty();
    }

    @Test
    void isFastOnMuchOfTheSame() {
        assertThat(LoadAverage.in("load ".repeat(3000))).isEmpty();
        assertThat(LoadAverage.in("load" + " ".repeat(16_000))).isEmpty();
    }
}
