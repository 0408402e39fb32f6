package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** What the whole process is allowed, nobody offers who does not ask for it. */
class LegacyTlsTest {
    private static final String OLD = "TLS_RSA_WITH_AES_128_GCM_SHA256";

    /** Java's own defaults, told by a Java of which nobody has changed anything. */
    static final class Defaults {
        private Defaults() {}

        /** Prints versions and suites. */
        public static void main(String[] arguments) throws Exception {
            SSLParameters parameters = SSLContext.getDefault().getDefaultSSLParameters();
            System.out.println(String.join(" ", parameters.getProtocols()));
            System.out.println(String.join(" ", parameters.getCipherSuites()));
        }
    }

    private static SSLContext context() throws Exception {
        LegacyTls.permit();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        return context;
    }

    private static SSLParameters offered(boolean legacy) throws Exception {
        SSLContext context = context();
        SSLParameters parameters = context.getDefaultSSLParameters();
        LegacyTls.offer(parameters, context, legacy);
        return parameters;
    }

    @Test
    void aNormalCheckOffersWhatJavaDoes() throws Exception {
        List<String> lines = defaults();
        assertThat(offered(false).getProtocols()).containsExactlyInAnyOrder(lines.get(0).split(" ", -1));
        assertThat(offered(false).getCipherSuites()).as("and so LegacyTls.USUAL_SUITES")
                .containsExactly(lines.get(1).split(" ", -1)).doesNotContain(OLD);
    }

    private static List<String> defaults() throws IOException {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Defaults.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = java.inputReader()) {
            return out.lines().toList();
        }
    }

    /** A plugin with a TLS of its own, such as the JDK's HTTP client. */
    @Test
    void whoDoesNotKnowOfItIsNoWeaker() throws Exception {
        SSLParameters plain = context().getDefaultSSLParameters();
        assertThat(plain.getProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(plain.getCipherSuites()).doesNotContain(OLD).containsExactly(offered(false).getCipherSuites());
        assertThat(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites()).doesNotContain(OLD);
    }

    @Test
    void whoAsksForItOffersTheOldBehindTheNew() throws Exception {
        assertThat(offered(true).getProtocols()).containsExactly("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");
        assertThat(offered(true).getCipherSuites()).startsWith(offered(false).getCipherSuites()).contains(OLD)
                .noneMatch(suite -> suite.matches(".*_(NULL|anon|EXPORT|RC4|DES)_.*"));
    }
}
