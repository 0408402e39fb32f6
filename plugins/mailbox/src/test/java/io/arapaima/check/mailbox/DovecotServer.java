package io.arapaima.check.mailbox;

import io.arapaima.check.RealServer;
import io.arapaima.check.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/** A Dovecot of the test's own on loopback: IMAP and POP3, plain with STARTTLS and over TLS, one user. */
final class DovecotServer implements AutoCloseable {
    private static final Path PROGRAM = RealServer.program("/usr/sbin/dovecot", "dovecot-core");
    private static final String CONF = """
            base_dir = FOLDER/run
            log_path = FOLDER/log
            ssl = yes
            ssl_cert = <FOLDER/tls.crt
            ssl_key = <FOLDER/tls.key
            disable_plaintext_auth = no
            protocols = imap pop3
            listen = 127.0.0.1
            mail_location = maildir:FOLDER/mail
            first_valid_uid = 1
            auth_mechanisms = plain login
            auth_failure_delay = 0
            passdb {
              driver = passwd-file
              args = scheme=PLAIN FOLDER/users
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=FOLDER/mail
            }
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            service imap-login {
              inet_listener imap {
                port = PORT_IMAP
              }
              inet_listener imaps {
                port = PORT_IMAPS
              }
            }
            service pop3-login {
              inet_listener pop3 {
                port = PORT_POP3
              }
              inet_listener pop3s {
                port = PORT_POP3S
              }
            }
            """;

    final int imap = RealServer.freePort();
    final int imaps = RealServer.freePort();
    final int pop = RealServer.freePort();
    final int pops = RealServer.freePort();
    final SelfSigned certificate;
    private final RealServer server;

    DovecotServer(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        RealServer.program("/usr/lib/dovecot/imap", "dovecot-imapd");
        RealServer.program("/usr/lib/dovecot/pop3", "dovecot-pop3d");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path mail = Files.createDirectory(folder.resolve("mail"));
        Files.setOwner(mail, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        certificate = SelfSigned.make(folder, "tls", "-1d", 20);
        Files.writeString(folder.resolve("users"), "hans:gr\"e\\tel\n");
        Path conf = Files.writeString(folder.resolve("dovecot.conf"), CONF.replace("FOLDER", folder.toString())
                .replace("PORT_IMAPS", Integer.toString(imaps)).replace("PORT_IMAP", Integer.toString(imap))
                .replace("PORT_POP3S", Integer.toString(pops)).replace("PORT_POP3", Integer.toString(pop)));
        server = RealServer.start(folder, PROGRAM.toString(), "-F", "-c", conf.toString());
        for (int port : new int[]{imap, imaps, pop, pops}) {
            server.awaitPort(port);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
