package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckResultTest {
    static Stream<Arguments> whatTheNetworkSays() {
        return Stream.of(Arguments.of(new ConnectException("Connection refused"), Reason.REFUSED),
                Arguments.of(new PortUnreachableException("Port unreachable"), Reason.REFUSED),
                Arguments.of(new SocketTimeoutException("Read timed out"), Reason.TIMEOUT),
                Arguments.of(new ConnectException("Connection timed out"), Reason.TIMEOUT),
                Arguments.of(new SocketException("Connection reset"), Reason.RESET),
                Arguments.of(new SocketException("Broken pipe"), Reason.RESET),
                Arguments.of(new NoRouteToHostException("No route to host"), Reason.UNREACHABLE),
                Arguments.of(new ConnectException("Network is unreachable"), Reason.UNREACHABLE),
                Arguments.of(new SSLHandshakeException("expired"), Reason.TLS),
                Arguments.of(new EOFException(), Reason.CLOSED), Arguments.of(new IOException("odd"), Reason.PROTOCOL));
    }

    @ParameterizedTest
    @MethodSource("whatTheNetworkSays")
    void whatTheNetworkSaysBecomesAReason(IOException error, Reason reason) {
        assertThat(CheckResult.of(error)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(reason));
    }

    @Test
    void aShortageOfThisMachineSaysNothingAboutTheServer() {
        assertThat(CheckResult.of(new SocketException("Too many open files"))).isInstanceOf(Inconclusive.class);
        assertThat(CheckResult.of(new SocketException("Cannot assign requested address")))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void whatAServerSaidStaysOneLine() {
        assertThat(new Failed(Reason.CONTENT, "a\r\nb\u001b[2J\u0000\n").text()).isEqualTo("a..b.[2J.");
        assertThat(new Failed(Reason.CONTENT, "a\u009b2Jb").text()).as("terminals obey these too").isEqualTo("a.2Jb");
        assertThat(new Passed(Duration.ZERO, "x".repeat(1000)).text()).hasSize(CheckResult.TEXT_LIMIT).endsWith("x...");
        assertThat(new Inconclusive("  a\tb ").cause()).isEqualTo("a.b");
    }
}
