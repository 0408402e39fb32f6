package io.arapaima.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The operators' mailbox, behind a real SMTP server of the demo's own. */
final class Mailbox implements AutoCloseable {
    /** As etc/demo/lvs.cf says. */
    static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 12525);
    private static final int POLL_MILLIS = 50;

    private final GreenMail server = new GreenMail(setup());

    /**
     * A mail that arrived.
     *
     * @param id its Message-ID
     * @param subject its subject
     * @param body its text
     */
    record Letter(String id, String subject, String body) {}

    /** GreenMail's own patience for its start is short for a busy machine. */
    private static ServerSetup setup() {
        var setup = new ServerSetup(ADDRESS.getPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(60_000);
        return setup;
    }

    void start() {
        server.start();
    }

    List<Letter> letters() {
        var letters = new ArrayList<Letter>();
        for (MimeMessage message : server.getReceivedMessages()) {
            try {
                letters.add(new Letter(message.getMessageID(), message.getSubject(), message.getContent().toString()));
            } catch (MessagingException | IOException e) {
                throw new Failure("a mail cannot be read: " + e);
            }
        }
        return letters;
    }

    /** Waits for a mail that says something, and gives it. */
    Letter await(Duration limit, String words) throws InterruptedException {
        return await(limit, words, 0);
    }

    /** The same, looking only at those that came after the first ones. */
    Letter await(Duration limit, String words, int after) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < limit.toNanos()) {
            for (Letter letter : letters().stream().skip(after).toList()) {
                if (letter.body().contains(words)) {
                    return letter;
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new Failure("no mail within " + limit.toSeconds() + " s that says '" + words + "'; there are: "
                + letters().stream().map(Letter::subject).toList());
    }

    @Override
    public void close() {
        server.stop();
    }
}
