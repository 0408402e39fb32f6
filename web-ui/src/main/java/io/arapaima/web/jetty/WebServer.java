package io.arapaima.web.jetty;

import io.arapaima.web.rest.Dispatcher;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** HTTPS with HTTP/1.1 and HTTP/2, each request on a virtual thread, with limits on everything that a peer may send or leave out. */
public final class WebServer implements Closeable {
    /** Name of the cookie that holds a session's word. */
    public static final String COOKIE = Exchange.COOKIE;
    private static final int HEADER_BYTES = 8 << 10;
    private static final int CONNECTIONS = 1000;
    private static final int STREAMS_OF_A_CONNECTION = 64;
    private static final Duration IDLE = Duration.ofSeconds(20);
    /** A short body on a machine without time may come seconds late; one that is dripped does not reach this. */
    private static final long LEAST_BYTES_A_SECOND = 5;
    private static final Duration CERTIFICATE_LOOK = Duration.ofMinutes(1);
    /** Of a key store that is only in memory. */
    private static final char[] PASSWORD = "memory".toCharArray();
    private static final System.Logger LOG = System.getLogger("web");

    private final Server server;
    private final ServerConnector connector;
    private final SslContextFactory.Server tls = new SslContextFactory.Server();

    /**
     * Where it listens, and what with.
     *
     * @param listen address and port; port 0 = any
     * @param certificate PEM file; looked at each minute, and taken into use when it has changed
     * @param headerTime within which a request's headers have to come; up to twice as long is borne
     */
    public record Setup(InetSocketAddress listen, Path certificate, Duration headerTime) {}

    private WebServer(Setup setup, Dispatcher dispatcher) throws IOException {
        var pool = new VirtualThreadPool();
        pool.setName("web");
        pool.setMaxConcurrentTasks(2 * CONNECTIONS);
        server = new Server(pool);
        connector = connector(setup);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.setErrorHandler(new Problems());
        server.setStopTimeout(TimeUnit.SECONDS.toMillis(2));
        server.setHandler(new Headers(new GracefulHandler(
                new MinimumDataRateHandler(Pages.before(new Exchange(dispatcher)), LEAST_BYTES_A_SECOND, 0))));
    }

    private ServerConnector connector(Setup setup) throws IOException {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setResponseHeaderSize(HEADER_BYTES);
        http.addCustomizer(new SecureRequestCustomizer(false, false, -1, false));
        tls.setSniRequired(false);
        tls.setKeyStorePassword(new String(PASSWORD));
        tls.setKeyStore(Certificate.read(setup.certificate(), PASSWORD));
        var http1 = new HttpConnectionFactory(http);
        var http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(STREAMS_OF_A_CONNECTION);
        var alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        var result = new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2,
                http1);
        result.setHost(setup.listen().getHostString());
        result.setPort(setup.listen().getPort());
        result.setIdleTimeout(IDLE.toMillis());
        result.addBean(new DripGuard(result.getScheduler(), setup.headerTime()));
        return result;
    }

    /**
     * Listens.
     *
     * @param setup where
     * @param dispatcher answers
     * @return the server
     * @throws IOException if the certificate cannot be used or the port cannot be had
     */
    public static WebServer start(Setup setup, Dispatcher dispatcher) throws IOException {
        var web = new WebServer(setup, dispatcher);
        try {
            web.server.start();
        } catch (IOException e) {
            web.close();
            throw new IOException("cannot listen on " + setup.listen() + ": " + e.getMessage(), e);
        } catch (Exception e) {
            web.close();
            throw new IOException("cannot start: " + e, e);
        }
        web.watch(setup.certificate());
        return web;
    }

    /** {@return the port that it listens on} */
    public int port() {
        return connector.getLocalPort();
    }

    private void watch(Path certificate) throws IOException {
        long[] seen = {Files.getLastModifiedTime(certificate).toMillis()};
        connector.getScheduler().schedule(new Runnable() {
            @Override
            public void run() {
                try {
                    long now = Files.getLastModifiedTime(certificate).toMillis();
                    if (now != seen[0]) {
                        reload(certificate);
                        seen[0] = now;
                    }
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.WARNING, "the certificate stays as it is: {0}", e.getMessage());
                }
                connector.getScheduler().schedule(this, CERTIFICATE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
        }, CERTIFICATE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Takes the file into use for connections to come. */
    void reload(Path certificate) throws IOException {
        KeyStore store = Certificate.read(certificate, PASSWORD);
        try {
            tls.reload(t -> t.setKeyStore(store));
            LOG.log(System.Logger.Level.INFO, "certificate {0} is in use", certificate);
        } catch (Exception e) {
            throw new IOException(certificate + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "while stopping: {0}", e.toString());
        }
    }
}
