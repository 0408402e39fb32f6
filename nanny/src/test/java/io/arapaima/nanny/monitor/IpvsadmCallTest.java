package io.arapaima.nanny.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call of ipvsadm says about a real server. */
class IpvsadmCallTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m -w 5           | ADD    | 10.0.0.2:8080 | 5",
            "-a -f 7 -r 10.0.0.2 -g                                | ADD    | 10.0.0.2      | 1",
            "-e -u 10.0.0.1:53 -r 10.0.0.2:53 -i -w0               | EDIT   | 10.0.0.2:53   | 0",
            "-d -t 10.0.0.1:80 -r 10.0.0.2:80                      | REMOVE | 10.0.0.2:80   | 1",
            "-at 10.0.0.1:80 -mr 10.0.0.2:80 -w 7                  | ADD    | 10.0.0.2:80   | 7",
            "-e -t 10.0.0.1:80 -r 10.0.0.2:80 -x 100 -y 5 -w 3     | EDIT   | 10.0.0.2:80   | 3",
            "--add-server --tcp-service 10.0.0.1:80 --real-server=10.0.0.2:80 --weight 4 | ADD | 10.0.0.2:80 | 4",
            "--edit-server -t 10.0.0.1:80 --real-server 10.0.0.2:80 --weight=2 --masquerading | EDIT | 10.0.0.2:80 | 2",
            "--delete-server -t [fd00::1]:80 -r [fd00::2]:80        | REMOVE | [fd00::2]:80  | 1"})
    void isReadAsIpvsadmDoes(String arguments, IpvsadmCall.Kind kind, String server, int weight) {
        assertThat(IpvsadmCall.parse(arguments)).contains(new IpvsadmCall(kind, server, weight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", "-a -t 10.0.0.1:80", "-C", "-A -t 10.0.0.1:80 -s rr", "-a -r 10.0.0.2 -w",
            "-a -r 10.0.0.2 -w much", "-a -r 10.0.0.2 -w -1", "-a -r 10.0.0.2 -w 99999999999", "--zero"})
    void whatSaysNothingIsNoCall(String arguments) {
        assertThat(IpvsadmCall.parse(arguments)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.2:80, 10.0.0.2, true", "10.0.0.2, 10.0.0.2, true", "[fd00::2]:80, fd00:0:0:0:0:0:0:2, true",
            "fd00::2, fd00::2, true", "10.0.0.9:80, 10.0.0.2, false", "sorry:80, 10.0.0.2, false"})
    void isAboutTheServerWhoseAddressItNames(String named, String address, boolean about) {
        assertThat(new IpvsadmCall(IpvsadmCall.Kind.ADD, named, 1).about(address)).isEqualTo(about);
    }

    private static String said(String arguments, int told) {
        return switch (IpvsadmCall.parse(arguments).orElseThrow().result(told)) {
            case Passed passed -> "up " + Math.round(passed.metrics().getFirst().value()) + " %";
            case Failed _ -> "down";
            case CheckResult.Inconclusive _ -> "?";
        };
    }

    @ParameterizedTest
    @CsvSource({"-a -r 10.0.0.2 -w 100, 100, up 100 %", "-a -r 10.0.0.2 -w 3, 100, up 3 %",
            "-e -r 10.0.0.2 -w 200, 100, up 200 %", "-e -r 10.0.0.2 -w 1000, 100, up 256 %",
            "-e -r 10.0.0.2 -w 1, 1000, up 1 %", "-e -r 10.0.0.2 -w 0, 100, down", "-a -r 10.0.0.2 -w 0, 100, down",
            "-d -r 10.0.0.2, 100, down", "-a -r 10.0.0.2 -w 0, 0, up 100 %", "-e -r 10.0.0.2 -w 1, 0, up 100 %",
            "-d -r 10.0.0.2, 0, down"})
    void isAVerdictAndAPartOfTheWeightThatTheProgramWasTold(String arguments, int told, String verdict) {
        assertThat(said(arguments, told)).isEqualTo(verdict);
    }

    @Test
    void aCallOfManyWordsIsReadInNoTime() {
        assertThat(IpvsadmCall.parse("-a " + "-m ".repeat(10_000) + "-r 10.0.0.2")).isPresent();
    }
}
