package io.arapaima.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that says what a test wants, for the answers that no real one gives on request. The script maps a
 * command (or "banner", or "." at the end of a mail) to an answer; {@link #GOOD} is what a good server says,
 * {@link #MUTE} is silence, {@link #HANG_UP} closes.
 */
public final class ScriptedSmtp implements AutoCloseable {
    static final String GOOD = "good";
    public static final String MUTE = "mute";
    static final String HANG_UP = "hang up";

    public final List<String> heard = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final @Nullable SSLContext tls;
    private volatile UnaryOperator<String> script;

    public ScriptedSmtp(UnaryOperator<String> script) throws IOException {
        this(script, null);
    }

    public ScriptedSmtp(UnaryOperator<String> script, @Nullable SSLContext tls) throws IOException {
        this.script = script;
        this.tls = tls;
        this.listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    void script(UnaryOperator<String> next) {
        script = next;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            converse(socket, "banner");
        } catch (IOException e) {
            // The client hung up, as it may.
        }
    }

    private void converse(Socket socket, String greeting) throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String line = greeting;
        while (line != null) {
            String command = line.toUpperCase(Locale.ROOT);
            if (!command.isEmpty() && !answer(socket.getOutputStream(), line)) {
                return;
            }
            if (command.equals("STARTTLS") && tls != null) {
                var secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
                secure.setUseClientMode(false);
                converse(secure, "");
                return;
            }
            line = command.equals("DATA") && answered("DATA").startsWith("354") ? mail(in) : in.readLine();
        }
    }

    private String mail(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        if (answered(".").startsWith("2")) {
            mails.add(text.toString());
        }
        return ".";
    }

    private String answered(String command) {
        String scripted = script.apply(command);
        if (!scripted.equals(GOOD)) {
            return scripted;
        }
        return switch (command.toUpperCase(Locale.ROOT).split("[ :]", 2)[0]) {
            case "BANNER", "STARTTLS" -> "220 scripted";
            case "EHLO" ->
                tls == null ? "250-scripted\r\n250 AUTH PLAIN" : "250-scripted\r\n250-AUTH PLAIN\r\n250 STARTTLS";
            case "DATA" -> "354 go on";
            case "AUTH" -> "235 welcome";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private boolean answer(OutputStream out, String command) throws IOException {
        heard.add(command);
        String answer = answered(command);
        if (answer.equals(MUTE)) {
            return true;
        }
        if (answer.equals(HANG_UP)) {
            return false;
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
