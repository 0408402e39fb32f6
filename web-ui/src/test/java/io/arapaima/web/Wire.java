package io.arapaima.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** One TLS connection, on which anything may be written. */
final class Wire implements Closeable {
    private final SSLSocket socket;

    Wire(Console console) throws IOException {
        socket = (SSLSocket) console.trust().getSocketFactory().createSocket("127.0.0.1", console.site().port());
        socket.startHandshake();
    }

    Wire say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Whether the peer takes another word; one that has gone does not for long. */
    boolean takes(String text) {
        try {
            say(text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All that comes until the peer ends it. */
    String rest() {
        var text = new StringBuilder();
        try (InputStream in = socket.getInputStream()) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                text.append((char) b);
            }
        } catch (IOException e) {
            text.append(" [").append(e.getMessage()).append(']');
        }
        return text.toString();
    }

    /** What comes until a text was seen; fails at the end of the connection. */
    String until(String wanted) throws IOException {
        var text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf(wanted) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended after: " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
