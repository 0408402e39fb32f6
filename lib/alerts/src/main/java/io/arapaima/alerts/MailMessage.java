package io.arapaima.alerts;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A digest as an RFC 5322 message, on its way between spool and mail server. Sender and recipients are put in when it is
 * sent, not when it is written: whoever mends a wrong address in lvs.cf still gets the mail that waited.
 */
public final class MailMessage {
    private static final String DELIVERED = "X-Arapaima-Delivered-To";
    private static final Session PLAIN = Session.getInstance(new Properties());

    private MailMessage() {}

    /**
     * Writes a message. The same digest makes the same bytes and the same Message-ID, so that a mail which arrives twice
     * (killed between the server's 250 and the removal of the file) can be recognised; mail stores such as Cyrus do.
     *
     * @param digest what it says
     * @param host name of this director
     * @return the message as a mail server takes it
     */
    public static byte[] write(MailDigest digest, String host) {
        String id = id(digest.first(), digest.last(), digest.from(), host);
        try {
            var message = new MimeMessage(PLAIN) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", id);
                }
            };
            message.setSentDate(Date.from(digest.written()));
            message.setSubject(digest.subject(), "UTF-8");
            message.setText(digest.body().replace("\n", "\r\n"), "UTF-8");
            if (!digest.references().isEmpty()) {
                message.setHeader("In-Reply-To", digest.references().getLast());
                message.setHeader("References", String.join("\r\n ", digest.references()));
            }
            // RFC 3834: nobody's vacation programme shall answer.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Arapaima-Director", domain(host));
            message.setHeader("X-Arapaima-Events", digest.first() + "-" + digest.last());
            message.saveChanges();
            return bytes(message);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a digest cannot be written as a message", e);
        }
    }

    /** The Message-ID of a mail about these events. */
    static String id(long first, long last, Instant from, String host) {
        return "<" + first + "-" + last + "." + from.toEpochMilli() + ".arapaima@" + domain(host) + ">";
    }

    /**
     * Says in subject and text that it comes late.
     *
     * @param message as it was written
     * @param mark what the subject begins with
     * @param note the first lines of the text
     */
    static void late(MimeMessage message, String mark, List<String> note) throws MessagingException, IOException {
        String subject = String.valueOf(message.getSubject());
        int state = subject.startsWith("[") ? subject.indexOf("] ") + 2 : 0;
        message.setSubject(subject.substring(0, state) + mark + subject.substring(state), "UTF-8");
        message.setText(String.join("\r\n", note) + "\r\n\r\n" + message.getContent(), "UTF-8");
        String id = message.getMessageID();
        message.saveChanges();
        message.setHeader("Message-ID", id); // saveChanges makes another one
    }

    /** The domain of addresses and ids of this director; a host name may hold anything, a domain may not. */
    static String domain(String host) {
        String domain = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-").replaceAll("\\.{2,}|^\\.|\\.$",
                "");
        return domain.isEmpty() ? "localhost" : domain;
    }

    static MimeMessage read(byte[] message, Session session) throws MessagingException {
        return new MimeMessage(session, new ByteArrayInputStream(message));
    }

    /** Who has the message already. */
    static List<String> delivered(MimeMessage message) throws MessagingException {
        return Optional.ofNullable(message.getHeader(DELIVERED, " ")).stream().flatMap(h -> Stream.of(h.split("\\s+")))
                .filter(a -> !a.isEmpty()).toList();
    }

    /** The message with a note of who has it. */
    static byte[] withDelivered(byte[] message, List<String> addresses) throws MessagingException, IOException {
        MimeMessage read = read(message, PLAIN);
        read.setHeader(DELIVERED, String.join("\r\n ", addresses));
        return bytes(read);
    }

    /** Says in the head from whom and to whom it is; what cannot be written as an address is left out. */
    static void address(MimeMessage message, String from, List<String> to) throws MessagingException {
        message.removeHeader(DELIVERED);
        message.setFrom(new InternetAddress(from));
        message.removeHeader("To");
        for (String address : to) {
            try {
                message.addRecipient(Message.RecipientType.TO, new InternetAddress(address));
            } catch (AddressException e) {
                // Refused for this recipient when the envelope is made.
            }
        }
    }

    private static byte[] bytes(MimeMessage message) throws MessagingException, IOException {
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }
}
