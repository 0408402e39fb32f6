package io.arapaima.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** How a well-behaved server talks on one connection. {@link ScriptedServer} spoils it by slowing or cutting it. */
@FunctionalInterface
public interface Dialogue {
    /** Says nothing and waits until the client has gone. */
    Dialogue SILENT = (in, _) -> in.transferTo(OutputStream.nullOutputStream());

    /**
     * Holds the dialogue; the connection is closed when it returns.
     *
     * @param in what the check says
     * @param out to the check; every write is sent at once
     * @throws IOException if the connection breaks, which is no error of the trial
     */
    void hold(InputStream in, OutputStream out) throws IOException;

    /**
     * A server that speaks first, then listens until the client goes.
     *
     * @param words what it says; ISO 8859-1
     * @return the dialogue
     */
    static Dialogue greeting(String words) {
        return (in, out) -> {
            out.write(words.getBytes(StandardCharsets.ISO_8859_1));
            SILENT.hold(in, out);
        };
    }

    /**
     * A server that waits for a request, answers it once, then listens until the client goes.
     *
     * @param endOfRequest the last characters of a request, for example CR LF CR LF; ISO 8859-1
     * @param words what it answers; ISO 8859-1
     * @return the dialogue
     */
    static Dialogue answering(String endOfRequest, String words) {
        return (in, out) -> {
            var request = new StringBuilder();
            while (!request.toString().endsWith(endOfRequest)) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                request.append((char) next);
            }
            greeting(words).hold(in, out);
        };
    }

    /**
     * A tunnel to a real server on loopback, so that it is the real dialogue, TLS and all, which drips and breaks off.
     *
     * @param port where the real server listens
     * @return the dialogue
     */
    static Dialogue tunnel(int port) {
        return (in, out) -> {
            try (var behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.ofVirtual().start(() -> {
                    try {
                        try {
                            in.transferTo(behind.getOutputStream());
                        } finally {
                            behind.shutdownOutput(); // or the server would wait for the next request
                        }
                    } catch (IOException _) {
                        // one of the two has gone; the other direction ends as well
                    }
                });
                behind.getInputStream().transferTo(out);
            }
        };
    }

    /**
     * A server that talks line by line: for each line of the script it sends it, or, when it begins with {@code >}, waits
     * for that line. Afterwards it listens until the client goes.
     *
     * @param script for example {@code 220 hello}, {@code >QUIT}, {@code 221 bye}; ISO 8859-1. What comes instead of an
     *     awaited line ends the dialogue
     * @return the dialogue
     */
    static Dialogue lines(String... script) {
        return (in, out) -> {
            for (String each : script) {
                if (!each.startsWith(">")) {
                    out.write((each + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                } else if (!lineOf(in).equals(each.substring(1))) {
                    return;
                }
            }
            SILENT.hold(in, out);
        };
    }

    private static String lineOf(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
