package io.arapaima.check.http;

import io.arapaima.check.Options;
import io.arapaima.check.Target;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * The client's side of the handshake.
 *
 * @param verify whether the certificate must be valid for {@code name}
 * @param name whom the certificate must name
 * @param sni the server name to send; empty sends none
 * @param trust who judges the certificate
 */
record TlsClient(boolean verify, String name, Optional<SNIServerName> sni, TrustManager trust) {
    private static final System.Logger LOG = System.getLogger("check.https");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /**
     * Makes one greeting for nobody. The first handshake of a JVM loads a thousand classes, which took 1.4 s on a busy
     * machine: more than many a time limit, and no fault of the first server that is asked.
     */
    static void warmUp() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{Trust.ANYBODY}, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (GeneralSecurityException | SSLException e) {
            LOG.log(Level.WARNING, "https: TLS cannot be set up on this director: {0}", e.getMessage());
        }
    }

    static TlsClient of(Target target) throws GeneralSecurityException {
        Options options = target.options();
        Optional<String> host = options.find("host").map(TlsClient::withoutPort);
        Optional<String> name = options.find("sni").or(() -> host);
        Optional<SNIServerName> sni = name.filter(n -> !ADDRESS.matcher(n).matches()).map(SNIHostName::new);
        TrustManager trust = !options.isSet("verify")
                ? Trust.ANYBODY
                : options.find("ca-file").isPresent()
                        ? Trust.authoritiesIn(options.text("ca-file"))
                        : Trust.RuntimeAuthorities.INSTANCE;
        return new TlsClient(options.isSet("verify"), name.orElseGet(target.address()::getHostAddress), sni, trust);
    }

    /**
     * Shakes hands.
     *
     * @throws EOFException if the server hangs up instead
     */
    SSLSocket handshake(DeadlineSocket socket) throws IOException, GeneralSecurityException {
        // A context of its own for every probe: a resumed session would show the certificate of the day before.
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{trust}, null);
        var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, name, socket.getPort(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(sni.stream().toList());
        parameters.setApplicationProtocols(new String[]{"http/1.1"});
        if (verify) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        tls.setSSLParameters(parameters);
        try {
            tls.startHandshake();
        } catch (SSLException e) {
            if (e.getCause() instanceof EOFException) {
                throw (IOException) new EOFException("the server closed the connection in the TLS handshake")
                        .initCause(e);
            }
            throw e;
        }
        return tls;
    }

    private static String withoutPort(String host) {
        if (host.startsWith("[") && host.contains("]")) {
            return host.substring(1, host.indexOf(']'));
        }
        List<String> parts = List.of(host.split(":", -1));
        return parts.size() == 2 ? parts.getFirst() : host;
    }
}
