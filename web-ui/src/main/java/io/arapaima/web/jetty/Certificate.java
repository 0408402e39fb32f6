package io.arapaima.web.jetty;

import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.encoders.DecoderException;

/**
 * A PEM file with a private key, its certificate and those that have signed it. Where there is none the web UI makes one that it
 * signs itself, for this machine's name and addresses; a site puts its own in its place.
 */
public final class Certificate {
    /** As long as browsers took one at most. */
    private static final Duration LIFE = Duration.ofDays(825);
    private static final int SERIAL_BITS = 120;
    private static final String ALIAS = "web-ui";

    private Certificate() {}

    /**
     * Makes one where there is none.
     *
     * @param file where
     * @return whether it was made now
     * @throws IOException if it cannot be made or written
     */
    public static boolean makeWhereMissing(Path file) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            var text = new StringWriter();
            try (var writer = new JcaPEMWriter(text)) {
                writer.writeObject(selfSigned(pair));
                writer.writeObject(new JcaPKCS8Generator(pair.getPrivate(), null));
            }
            OwnFile.privateFolder(Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
            WholeFile.write(file, text.toString().getBytes(StandardCharsets.US_ASCII), OwnFile.PRIVATE);
            return true;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private static X509Certificate selfSigned(KeyPair pair)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        List<GeneralName> names = names();
        var subject = new X500Name("CN=Arapaima " + new SecureRandom().nextInt(1 << 30));
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(subject, new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))), Date.from(now.plus(LIFE)), subject, pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false,
                new GeneralNames(names.toArray(GeneralName[]::new)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        return new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /** By which people may call this machine: its name and its addresses now. */
    private static List<GeneralName> names() throws IOException {
        List<GeneralName> names = new ArrayList<>(List.of(new GeneralName(GeneralName.dNSName, "localhost")));
        Path host = Path.of("/proc/sys/kernel/hostname");
        if (Files.isReadable(host)) {
            String name = Files.readString(host).strip();
            if (name.matches("[A-Za-z0-9.-]{1,253}") && !name.equals("localhost")) {
                names.add(new GeneralName(GeneralName.dNSName, name));
            }
        }
        for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : device.inetAddresses().filter(a -> !a.isLinkLocalAddress()).toList()) {
                names.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress().replaceAll("%.*", "")));
            }
        }
        return names;
    }

    /**
     * Reads one.
     *
     * @param file PEM: a private key without a password, its certificate and what has signed it, in any order
     * @param password for the result
     * @return both as a key store in memory
     * @throws IOException if it cannot be read, or has no key or no certificate
     */
    static KeyStore read(Path file, char[] password) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        Optional<PrivateKey> key = Optional.empty();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.US_ASCII); var parser = new PEMParser(text)) {
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                switch (object) {
                    case X509CertificateHolder holder ->
                        chain.add(new JcaX509CertificateConverter().getCertificate(holder));
                    case PEMKeyPair pair ->
                        key = Optional.of(new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo()));
                    case PrivateKeyInfo info -> key = Optional.of(new JcaPEMKeyConverter().getPrivateKey(info));
                    default -> {
                        // curve parameters, for example
                    }
                }
            }
            if (key.isEmpty() || chain.isEmpty()) {
                throw new IOException(
                        file + " lacks a " + (key.isEmpty() ? "private key without a password" : "certificate")
                                + "; both belong into that file, as PEM");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, key.get(), password, chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | PEMException | DecoderException e) {
            throw new IOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
