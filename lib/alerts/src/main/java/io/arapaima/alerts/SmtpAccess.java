package io.arapaima.alerts;

import io.arapaima.ipc.reason.MailAlarm;
import io.arapaima.config.Mail;
import io.arapaima.config.Secret;
import io.arapaima.config.SmtpTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * How this director talks to mail servers: the part that does not stand in lvs.cf.
 *
 * @param host name of this director, said in EHLO
 * @param trusting makes TLS connections whose certificates are verified; by default with the JVM's trust store, where an
 *            operator puts the authority of a house ({@code keytool -importcert -cacerts})
 * @param connect longest wait for a connection
 * @param answer longest wait for an answer
 */
record SmtpAccess(String host, SSLSocketFactory trusting, Duration connect, Duration answer) {
    /** A SYN and its first two repetitions. */
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /**
     * A server that scans mail may take its time after the last dot; giving up too early means sending it again. RFC 5321,
     * 4.5.3.2 wants 10 minutes there, and 5 elsewhere, for relays; nobody would wait that long here.
     */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    static SmtpAccess of(String host) {
        return new SmtpAccess(host, (SSLSocketFactory) SSLSocketFactory.getDefault(), CONNECT, ANSWER);
    }

    SmtpAccess withAnswer(Duration limit) {
        return new SmtpAccess(host, trusting, connect, limit);
    }

    String sender(Mail mail) {
        return mail.from().orElse("arapaima@" + MailMessage.domain(host));
    }

    Properties properties(Mail mail) throws MailServerException {
        var p = new Properties();
        // Angus waits for ever by default.
        p.put("mail.smtp.connectiontimeout", Long.toString(connect.toMillis()));
        p.put("mail.smtp.timeout", Long.toString(answer.toMillis()));
        p.put("mail.smtp.writetimeout", Long.toString(answer.toMillis()));
        // Otherwise it looks up the name of this host before each EHLO.
        p.put("mail.smtp.localhost", MailMessage.domain(host));
        // A wrong address among several does not keep the mail from the others.
        p.put("mail.smtp.sendpartial", "true");
        p.put("mail.smtp.auth", Boolean.toString(mail.user().isPresent()));
        tls(mail, p);
        return p;
    }

    private void tls(Mail mail, Properties p) throws MailServerException {
        switch (mail.tls()) {
            case NONE -> p.put("mail.smtp.starttls.enable", "false");
            case OPTIONAL -> {
                p.put("mail.smtp.starttls.enable", "true");
                p.put("mail.smtp.starttls.required", Boolean.toString(mail.user().isPresent() && !onThisHost(mail)));
                p.put("mail.smtp.ssl.trust", "*");
                p.put("mail.smtp.ssl.checkserveridentity", "false");
            }
            case STARTTLS -> {
                p.put("mail.smtp.starttls.enable", "true");
                p.put("mail.smtp.starttls.required", "true");
                verified(p);
            }
            case TLS -> {
                p.put("mail.smtp.ssl.enable", "true");
                verified(p);
            }
        }
    }

    private void verified(Properties p) {
        p.put("mail.smtp.ssl.socketFactory", trusting);
        // Otherwise a refused certificate is asked for again, with another trust store.
        p.put("mail.smtp.socketFactory.fallback", "false");
        p.put("mail.smtp.ssl.checkserveridentity", "true");
    }

    /** A password does not go over a network in the clear unless {@code smtp_tls = none} says so. */
    private static boolean onThisHost(Mail mail) throws MailServerException {
        try {
            return InetAddress.getByName(mail.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new MailServerException(new MailAlarm.MailServerUnknown(server(mail)), e);
        }
    }

    /** A login's part; read anew each time, so that a file with a new password needs no reload. */
    static String reveal(Secret secret, String keyword) throws MailServerException {
        try {
            return secret.reveal();
        } catch (IOException e) {
            throw new MailServerException(new MailAlarm.LoginUnreadable(keyword, MailText.line(e.toString())), e);
        }
    }

    static String server(Mail mail) {
        String host = mail.host();
        return "mail server " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + mail.port();
    }

    /** What to look at when TLS fails. */
    static String tlsCure(Mail mail) {
        return mail.tls() == SmtpTls.OPTIONAL
                ? "smtp_tls = none does without"
                : "its certificate must name " + mail.host()
                        + " and come from an authority in the JVM's trust store (keytool -importcert -cacerts)";
    }
}
