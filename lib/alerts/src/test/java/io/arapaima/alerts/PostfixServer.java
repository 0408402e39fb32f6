package io.arapaima.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Postfix of the test's own on a loopback port: its files in one folder, mail into maildirs there, with STARTTLS. */
final class PostfixServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");
    private static final String MASTER = """
            127.0.0.1:PORT inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            virtual unix - n n - - virtual
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            tlsmgr unix - - n 1000? 1 tlsmgr
            """;
    private static final String MAIN = """
            compatibility_level = 3.6
            queue_directory = FOLDER/queue
            data_directory = FOLDER/data
            maillog_file = FOLDER/maillog
            maillog_file_prefixes = FOLDER
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = mx.example.org
            mydestination =
            local_recipient_maps =
            alias_maps =
            alias_database =
            smtputf8_enable = no
            virtual_mailbox_domains = example.org
            virtual_mailbox_base = FOLDER/mail
            virtual_mailbox_maps = inline:{ops@example.org=ops/, late@example.org=late/}
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            smtpd_recipient_restrictions = reject_unauth_destination,
              check_recipient_access inline:{{late@example.org = 450 4.2.0 greylisted}}
            smtpd_tls_chain_files = FOLDER/chain.pem
            smtpd_tls_security_level = may
            smtpd_tls_received_header = yes
            """;

    private final Path folder;

    PostfixServer(Path folder, int port) throws IOException, InterruptedException, GeneralSecurityException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is missing: apt-get install postfix");
        }
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : List.of("etc", "queue", "data", "mail")) {
            Files.createDirectory(folder.resolve(name));
        }
        var users = folder.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(folder.resolve("data"), users.lookupPrincipalByName("postfix"));
        Files.setOwner(folder.resolve("mail"), users.lookupPrincipalByName("nobody"));
        Files.writeString(folder.resolve("chain.pem"), chain(MailFixture.load(MailFixture.keys(folder))));
        Files.writeString(folder.resolve("etc/main.cf"), MAIN.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("etc/master.cf"), MASTER.replace("PORT", Integer.toString(port)));
        postfix("start");
    }

    private static String chain(KeyStore keys) throws GeneralSecurityException {
        return pem("PRIVATE KEY", keys.getKey("mail", MailFixture.STORE_PASSWORD.toCharArray()).getEncoded())
                + pem("CERTIFICATE", keys.getCertificate("mail").getEncoded());
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }

    private void postfix(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", folder.resolve("etc").toString(), command)
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException("postfix " + command + ": " + Files.readString(folder.resolve("output")) + log());
        }
    }

    String log() throws IOException {
        Path log = folder.resolve("maillog");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Waits until a mailbox holds a mail that says something, and gives it. */
    String mail(String user, String words) throws IOException, InterruptedException {
        Path box = folder.resolve("mail").resolve(user).resolve("new");
        for (int i = 0; i < 5000; i++) {
            if (Files.isDirectory(box)) {
                try (Stream<Path> files = Files.list(box)) {
                    for (Path file : files.toList()) {
                        String mail = Files.readString(file);
                        if (mail.contains(words)) {
                            return mail;
                        }
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("no mail for " + user + " says " + words + "; the log says\n" + log());
    }

    @Override
    public void close() throws IOException {
        try {
            postfix("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
