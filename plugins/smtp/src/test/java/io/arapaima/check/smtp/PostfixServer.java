package io.arapaima.check.smtp;

import io.arapaima.check.Product;
import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;

/** A Postfix of the test's own on loopback: plain with STARTTLS, TLS from the first byte, and login by Dovecot. */
final class PostfixServer implements AutoCloseable {
    private static final Path PROGRAM = RealServer.program("/usr/sbin/postfix", "postfix");
    private static final Path DOVECOT = RealServer.program("/usr/sbin/dovecot", "dovecot-core");
    private static final String MASTER = """
            127.0.0.1:PLAIN inet n - n - - smtpd
            127.0.0.1:TLS inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
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
            virtual_mailbox_domains = example.org
            virtual_mailbox_base = FOLDER
            virtual_mailbox_maps = inline:{ops@example.org=ops/}
            smtpd_recipient_restrictions = reject_unauth_destination
            smtpd_tls_chain_files = FOLDER/tls.key, FOLDER/tls.crt
            smtpd_tls_security_level = may
            smtpd_tls_auth_only = yes
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = FOLDER/auth
            """;
    private static final String LOGIN = """
            base_dir = FOLDER/dovecot
            log_path = FOLDER/dovecot.log
            ssl = no
            protocols =
            passdb {
              driver = passwd-file
              args = scheme=PLAIN FOLDER/users
            }
            userdb {
              driver = static
              args = uid=65534 gid=65534 home=/
            }
            service auth {
              unix_listener FOLDER/auth {
                mode = 0666
              }
            }
            service stats {
              client_limit = 10
            }
            """;

    final int plain = RealServer.freePort();
    final int tls = RealServer.freePort();
    final SelfSigned certificate;
    private final Path folder;
    private final RealServer dovecot;

    PostfixServer(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : List.of("etc", "queue", "data")) {
            Files.createDirectory(folder.resolve(name));
        }
        var users = folder.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(folder.resolve("data"), users.lookupPrincipalByName("postfix"));
        certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        Files.writeString(folder.resolve("users"), "hans:gretel\n");
        Path conf = Files.writeString(folder.resolve("dovecot.conf"), LOGIN.replace("FOLDER", folder.toString()));
        // Postfix has no process of ours; what passes while its helper lives was run against it.
        dovecot = RealServer.start(folder, Product.at("Postfix", PROGRAM), DOVECOT.toString(), "-F", "-c",
                conf.toString());
        dovecot.await(() -> Files.exists(folder.resolve("auth")));
        Files.writeString(folder.resolve("etc/main.cf"), MAIN.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("etc/master.cf"),
                MASTER.replace("PLAIN", Integer.toString(plain)).replace("TLS", Integer.toString(tls)));
        postfix("start");
    }

    private void postfix(String command) throws IOException, InterruptedException {
        Path said = folder.resolve("postfix.output");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-c", folder.resolve("etc").toString(), command)
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException("postfix " + command + ": " + Files.readString(said));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            postfix("stop");
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            dovecot.close();
        }
    }
}
