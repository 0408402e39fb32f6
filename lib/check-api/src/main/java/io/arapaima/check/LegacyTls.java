package io.arapaima.check;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * What a handshake may use: as Java's own defaults have it, or with what they forbid and old servers alone know. Java forbids it
 * for a whole process (the security property {@code jdk.tls.disabledAlgorithms}), so the process is allowed it, and each
 * handshake says what it offers; what says nothing offers as much as before, by Java's properties for that.
 */
final class LegacyTls {
    private static final String DISABLED = "jdk.tls.disabledAlgorithms";
    private static final String PROTOCOLS = "jdk.tls.client.protocols";
    private static final String SUITES = "jdk.tls.client.cipherSuites";
    private static final List<String> ALLOWED = List.of("TLSv1", "TLSv1.1", "TLS_RSA_*", "3DES_EDE_CBC");
    private static final List<String> OLD_PROTOCOLS = List.of("TLSv1.1", "TLSv1");
    /** RSA key exchange, and the last cipher of Windows 2003; what has no key or no cipher at all stays away. */
    private static final List<String> OLD_SUITES = List.of("TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA");
    /** Java 25's defaults; LegacyTlsTest compares. */
    static final List<String> USUAL_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    static final List<String> USUAL_SUITES = List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384",
            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256",
            "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", "TLS_DHE_DSS_WITH_AES_256_CBC_SHA",
            "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", "TLS_DHE_DSS_WITH_AES_128_CBC_SHA",
            "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");

    private LegacyTls() {}

    /** Before the first handshake of the process: Java reads the property once. Others than ours keep what they had. */
    static void permit() {
        String disabled = Security.getProperty(DISABLED);
        if (disabled == null || System.getProperty(SUITES) != null) {
            return; // an administrator has decided otherwise, or it is done
        }
        System.setProperty(SUITES, String.join(",", USUAL_SUITES));
        if (System.getProperty(PROTOCOLS) == null) {
            System.setProperty(PROTOCOLS, String.join(",", USUAL_PROTOCOLS.reversed()));
        }
        Security.setProperty(DISABLED, Arrays.stream(disabled.split(",", -1)).map(String::strip)
                .filter(each -> !ALLOWED.contains(each)).collect(Collectors.joining(", ")));
    }

    /** Limits a handshake to Java's defaults, or widens it; of what an administrator has forbidden nothing comes back. */
    static void offer(SSLParameters parameters, SSLContext context, boolean legacy) throws UndecidedException {
        SSLParameters possible = context.getSupportedSSLParameters();
        parameters.setProtocols(both(possible.getProtocols(), USUAL_PROTOCOLS, legacy ? OLD_PROTOCOLS : List.of()));
        String[] suites = both(possible.getCipherSuites(), USUAL_SUITES, legacy ? OLD_SUITES : List.of());
        if (legacy && Arrays.stream(suites).noneMatch(OLD_SUITES::contains)) {
            throw new UndecidedException("this Java process may not speak old TLS (" + DISABLED
                    + "), so tls_legacy has no effect; remove it, or restart the check engine without " + SUITES);
        }
        parameters.setCipherSuites(suites);
    }

    private static String[] both(String[] possible, List<String> usual, List<String> old) {
        List<String> known = List.of(possible);
        return Stream.concat(usual.stream(), old.stream()).filter(known::contains).toArray(String[]::new);
    }
}
