package io.arapaima.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate for 127.0.0.1 and www.example.org that signs itself, as PEM files.
 *
 * @param certificate file of the certificate
 * @param key file of its private key
 */
public record SelfSigned(Path certificate, Path key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /**
     * Makes one with the JDK's keytool.
     *
     * @param directory where its files go
     * @param name of the files, without suffix
     * @param start from when on it is valid, as keytool says it: {@code -1d} is yesterday
     * @param days how long it is valid
     * @return the files
     * @throws IOException if keytool fails
     * @throws InterruptedException if interrupted meanwhile
     * @throws GeneralSecurityException if what it made cannot be read
     */
    public static SelfSigned make(Path directory, String name, String start, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "a", "-keyalg", "EC", "-keystore", store.toString(), "-storepass",
                new String(PASSWORD), "-dname", "CN=www.example.org", "-ext", "SAN=DNS:www.example.org,IP:127.0.0.1",
                "-ext", "BC=ca:true", "-startdate", start, "-validity", Integer.toString(days))
                .redirectErrorStream(true).redirectOutput(directory.resolve(name + ".log").toFile()).start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(directory.resolve(name + ".log")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Key key = keys.getKey("a", PASSWORD);
        return new SelfSigned(
                pem(directory.resolve(name + ".crt"), "CERTIFICATE", keys.getCertificate("a").getEncoded()),
                pem(directory.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        return Files.writeString(file, "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what + "-----\n");
    }
}
