package io.arapaima.alerts;

import io.arapaima.ipc.reason.MailAlarm;
import io.arapaima.config.Mail;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** A connection to the mail server, for one mail after the other. For one thread, a virtual one: an interrupt ends it. */
final class SmtpConversation implements AutoCloseable {
    /** The server closes, or wants what the configuration does not give (RFC 4954, 6): no fault of the mail's. */
    private static final Set<Integer> ABOUT_US = Set.of(421, 530, 534, 535, 538);
    /** Syntax of an address (RFC 5321, 4.2.3), said by ourselves. */
    private static final int BAD_ADDRESS = 553;
    private static final SmtpReply ACCEPTED = new SmtpReply(250, "250 accepted");

    private final Mail mail;
    private final String from;
    private final Session session;
    private final Transport transport;

    private SmtpConversation(Mail mail, String from, Session session, Transport transport) {
        this.mail = mail;
        this.from = from;
        this.session = session;
        this.transport = transport;
    }

    /** Connects, and logs in when lvs.cf says so. */
    static SmtpConversation open(Mail mail, SmtpAccess access) throws MailServerException {
        return open(mail, Session.getInstance(access.properties(mail)), access);
    }

    /** The same, and every line that is said goes to a stream as well; a login's lines do not. */
    static SmtpConversation open(Mail mail, SmtpAccess access, PrintStream trace) throws MailServerException {
        Session session = Session.getInstance(access.properties(mail));
        session.setDebugOut(trace);
        session.setDebug(true);
        return open(mail, session, access);
    }

    private static SmtpConversation open(Mail mail, Session session, SmtpAccess access) throws MailServerException {
        String user = mail.user().isPresent() ? SmtpAccess.reveal(mail.user().get(), "smtp_user") : null;
        String password = mail.password().isPresent()
                ? SmtpAccess.reveal(mail.password().get(), "smtp_password")
                : "";
        try {
            Transport transport = session.getTransport("smtp");
            transport.connect(mail.host(), mail.port(), user, user == null ? null : password);
            return new SmtpConversation(mail, access.sender(mail), session, transport);
        } catch (MessagingException e) {
            throw unusable(mail, e);
        }
    }

    boolean open() {
        return transport.isConnected();
    }

    MimeMessage read(byte[] message) throws MessagingException {
        return MailMessage.read(message, session);
    }

    /**
     * Sends a message.
     *
     * @param message the message, without an envelope
     * @param to who has not had it yet
     * @return for each of them what the server said
     */
    Map<String, SmtpReply> send(MimeMessage message, List<String> to) throws MailServerException {
        var replies = new LinkedHashMap<String, SmtpReply>();
        var asked = new LinkedHashMap<String, InternetAddress>();
        for (String address : to) {
            try {
                asked.put(address, new InternetAddress(address));
            } catch (AddressException e) {
                replies.put(address, new SmtpReply(BAD_ADDRESS, "553 not an address: " + e.getMessage()));
            }
        }
        if (!asked.isEmpty()) {
            Map<InternetAddress, SmtpReply> said = transmit(message, List.copyOf(asked.values()));
            asked.forEach((text, address) -> replies.put(text, said.getOrDefault(address, ACCEPTED)));
        }
        return replies;
    }

    /** Who did not get it, and why. */
    private Map<InternetAddress, SmtpReply> transmit(MimeMessage message, List<InternetAddress> to)
            throws MailServerException {
        try {
            MailMessage.address(message, from, mail.to());
            transport.sendMessage(message, to.toArray(Address[]::new));
            return Map.of();
        } catch (SendFailedException e) {
            return failures(e, to);
        } catch (AddressException e) {
            throw new MailServerException(
                    new MailAlarm.SenderInvalid(from, MailText.line(String.valueOf(e.getMessage()))), e);
        } catch (MessagingException | IllegalStateException e) {
            throw unusable(mail, e);
        }
    }

    /** Angus hides the answers for single recipients in a chain of exceptions, behind the one for the mail as a whole. */
    private Map<InternetAddress, SmtpReply> failures(SendFailedException failure, List<InternetAddress> to)
            throws MailServerException {
        Address[] sent = failure.getValidSentAddresses();
        List<Address> accepted = sent == null ? List.of() : List.of(sent);
        var replies = new HashMap<InternetAddress, SmtpReply>();
        for (Exception e = failure; e instanceof MessagingException m; e = m.getNextException()) {
            if (e instanceof SMTPAddressFailedException one) {
                replies.put(one.getAddress(), reply(one.getReturnCode(), one, !accepted.isEmpty()));
            }
        }
        int code = failure instanceof SMTPSendFailedException all ? all.getReturnCode() : -1;
        for (InternetAddress address : to) {
            if (!accepted.contains(address) && !replies.containsKey(address)) {
                replies.put(address, reply(code, failure, !accepted.isEmpty()));
            }
        }
        return replies;
    }

    /** @param others whether others got it: then the server is usable, whatever it says about this one */
    private SmtpReply reply(int code, MessagingException said, boolean others) throws MailServerException {
        if (!others && (code < 400 || ABOUT_US.contains(code))) {
            throw unusable(mail, said);
        }
        return new SmtpReply(code, MailText.line(String.valueOf(said.getMessage())));
    }

    private static MailServerException unusable(Mail mail, Exception e) {
        Throwable root = root(e);
        boolean tls = root instanceof SSLException;
        String what = MailText.line(String.valueOf(root.getMessage()));
        String server = SmtpAccess.server(mail);
        return new MailServerException(switch (e) {
            case AuthenticationFailedException _ -> new MailAlarm.LoginRefused(server, what);
            case Exception _ when tls -> new MailAlarm.MailTls(server, what, SmtpAccess.tlsCure(mail));
            case Exception _ when root instanceof SocketTimeoutException && !(e instanceof MailConnectException) ->
                new MailAlarm.MailSilent(server, what);
            case MailConnectException _ -> new MailAlarm.MailUnreachable(server, what);
            case Exception _ when what.startsWith("STARTTLS is required") ->
                new MailAlarm.NoStartTls(server, mail.tls().word(), mail.user().isPresent());
            default -> new MailAlarm.MailUnusable(server, what);
        }, e);
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null || e instanceof SSLException ? e : root(e.getCause());
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            // It was over anyway.
        }
    }
}
