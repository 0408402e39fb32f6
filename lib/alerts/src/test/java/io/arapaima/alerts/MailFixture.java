package io.arapaima.alerts;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.arapaima.ipc.Subject;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.Mail;
import io.arapaima.ipc.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** What the tests of the mail have in common: settings as an operator writes them, events, and an authority of their own. */
public final class MailFixture {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String STORE_PASSWORD = "changeit";

    private MailFixture() {}

    /** The settings that lvs.cf says in these lines. */
    public static Mail mail(int port, String... lines) {
        String conf = "primary = 10.0.0.1\nsmtp_server = 127.0.0.1:" + port + "\n" + String.join("\n", lines) + "\n";
        var read = LvsConfReader.read(conf, CheckCatalogue.UNKNOWN, HostResolver.none());
        return read.config().orElseThrow(() -> new AssertionError(read.problems())).mail();
    }

    /** GreenMail's own patience for its start is two seconds. */
    public static GreenMail greenMail(int port, String protocol) {
        var setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        return new GreenMail(setup);
    }

    public static SmtpAccess access() {
        return access((SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    public static SmtpAccess access(SSLSocketFactory trusting) {
        return new SmtpAccess("director1", trusting, PATIENCE, PATIENCE);
    }

    static Event down(long seq) {
        return new Event(seq, NOON.plusMillis(seq), Event.Kind.SERVER_DOWN, new Subject.Server("web", "s" + seq), "up",
                "down",
                "REFUSED: closed", "fewer servers");
    }

    /** One mail a range of events, as the hub puts it into the spool. */
    static void spool(MailSpool spool, long first, long last) throws IOException {
        List<Event> events = LongStream.rangeClosed(first, last).mapToObj(MailFixture::down).toList();
        MailDigest digest = MailDigest.compose(events, "director1", ZoneId.of("UTC"));
        spool.write(digest, MailMessage.write(digest, "director1"));
        spool.release();
    }

    /** A key and a certificate that names this host, in a PKCS 12 file. */
    static Path keys(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("keys.p12");
        if (!Files.exists(store)) {
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-keyalg", "EC", "-alias", "mail", "-dname", "CN=127.0.0.1", "-ext",
                    "SAN=IP:127.0.0.1", "-validity", "2", "-keystore", store.toString(), "-storetype", "PKCS12",
                    "-storepass", STORE_PASSWORD).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        }
        return store;
    }

    static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        return keys;
    }

    /** Has the key, and trusts its certificate only. */
    static SSLContext tls(Path store) throws IOException, GeneralSecurityException {
        KeyStore own = load(store);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", own.getCertificate("mail"));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, STORE_PASSWORD.toCharArray());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
