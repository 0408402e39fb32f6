package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.RealServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that knows HTTP/2 alone and pads its frames. */
class HttpAgainstNghttpdTest {
    @Test
    void thePageIsReadOutOfPaddedFrames(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("index.html"), "all is well\n");
        int port = RealServer.freePort();
        Path program = RealServer.programOf("nghttp2-server", "/usr/sbin/nghttpd", "/usr/bin/nghttpd");
        var http = new Asking(new HttpCheck(), port);
        try (var nghttpd = RealServer.start(folder, program.toString(), "--no-tls", "-a", "127.0.0.1", "-d",
                folder.toString(), "-b", "200", Integer.toString(port))) {
            nghttpd.awaitPort(port);
            assertThat(http.with("version", "2", "body", "is well")).isInstanceOf(Passed.class);
            assertThat(http.with("version", "2", "path", "/gone")).isInstanceOf(Failed.class);
        }
    }
}
