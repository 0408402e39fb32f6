package io.arapaima.check.websocket;

import io.arapaima.check.Dialogue;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A server that shakes hands as it should, but for the headers it is given, and then sends frames as they are. */
final class Scripted {
    private Scripted() {}

    /** In the headers, {@code ACCEPT} is what our key makes. Each character of the frames is a byte. */
    static Dialogue server(String answer, String frames) {
        return (in, out) -> {
            String key = "";
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key: ")) {
                    key = line.substring("sec-websocket-key: ".length());
                }
            }
            say(out, answer.replace("ACCEPT", Handshake.accept(key)).replace("\n", "\r\n") + "\r\n" + frames);
            Dialogue.SILENT.hold(in, out);
        };
    }

    private static void say(OutputStream out, String text) throws java.io.IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws java.io.IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
