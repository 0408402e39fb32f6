package io.arapaima.ipc;

import io.arapaima.ipc.peer.PeerRole;
import com.google.gson.JsonParseException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/** One side of a conversation. One thread may receive while any number send; sending blocks while the peer is slow. */
public final class IpcConnection implements Closeable {
    /** A line longer than this ends the conversation: what is long by nature goes in parts. */
    static final int MAX_LINE_BYTES = 16 << 20;

    private static final System.Logger LOG = System.getLogger("ipc");

    private final SocketChannel channel;
    private final InputStream input;
    private final ReentrantLock sending = new ReentrantLock();
    private final boolean spokesman;
    private final BiPredicate<IpcConnection, Message> welcome;
    private volatile Peer peer;
    private volatile boolean greeted;
    /** Only the first is told, or a peer could fill the journal; of the thread that receives. */
    private boolean refused;

    IpcConnection(SocketChannel channel) {
        this(channel, new Peer("", PeerRole.ADMINISTRATOR, true, Optional.empty()), false, (_, _) -> true);
    }

    /** With a server's peer, which may ask on behalf of others when it is a spokesman; whether it may stay is asked with its first word. */
    IpcConnection(SocketChannel channel, Peer peer, boolean spokesman, BiPredicate<IpcConnection, Message> welcome) {
        this.channel = channel;
        this.peer = peer;
        this.spokesman = spokesman;
        this.welcome = welcome;
        this.input = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
    }

    /**
     * Connects to a daemon.
     *
     * @param socket path of its socket, which is named after it
     * @return the conversation
     * @throws IOException if nobody listens there; the message names the path and the cure
     */
    public static IpcConnection connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new IpcConnection(channel);
        } catch (IOException e) {
            channel.close();
            String daemon = String.valueOf(socket.getFileName()).replace(".sock", "");
            throw new IOException("cannot reach " + daemon + " at " + socket + ": " + e.getMessage()
                    + (barred(socket)
                            ? "; members of the group " + PeerRole.VIEWER.group() + " may ask it"
                            : "; start it, or name its folder with --run-dir"),
                    e);
        }
    }

    private static boolean barred(Path socket) {
        Path folder = socket.resolveSibling("");
        boolean closed = Files.isDirectory(folder) && !Files.isExecutable(folder);
        return closed || (Files.exists(socket) && !Files.isWritable(socket));
    }

    /** {@return who the peer of a server is, and what it may do} */
    public Peer peer() {
        return peer;
    }

    /** Whether the peer has said its first word. */
    boolean greeted() {
        return greeted;
    }

    /**
     * Says something.
     *
     * @param message what
     * @throws IOException if the peer is gone
     */
    public void send(Message message) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((Json.writeMessage(message) + "\n").getBytes(StandardCharsets.UTF_8));
        sending.lock();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } finally {
            sending.unlock();
        }
    }

    /**
     * Says whether the peer has said more than was received: one who was stopped and goes on finds old words before the newest.
     *
     * @return true when the next message has begun to arrive, as far as is known without asking the kernel
     * @throws IOException if the conversation is broken
     */
    public boolean hasMore() throws IOException {
        return input.available() > 0;
    }

    /**
     * Waits for the next message.
     *
     * @return the message
     * @throws EOFException when the peer has ended the conversation
     * @throws Json.MisunderstoodException when it is a message, but one that this build does not know
     * @throws IOException when the conversation is broken or the peer speaks another language
     */
    public Message receive() throws IOException {
        String line = line();
        try {
            Message message = Json.readMessage(line);
            boolean first = !greeted;
            greeted = true;
            if (first && !welcome.test(this, message)) {
                throw new IOException("all places are taken");
            }
            return message;
        } catch (JsonParseException | IllegalArgumentException e) {
            throw new IOException("the peer speaks another language: " + e.getMessage(), e);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = input.read(); b != '\n'; b = input.read()) {
            if (b < 0) {
                throw new EOFException("the peer has ended the conversation");
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new IOException("a line of the peer is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /**
     * Waits for the next message that this build knows. Others are answered with a refusal, and the conversation goes on.
     *
     * @return the message
     * @throws EOFException when the peer has ended the conversation
     * @throws IOException when the conversation is broken or the peer speaks another language
     */
    public Message receiveKnown() throws IOException {
        while (true) {
            try {
                return receive();
            } catch (Json.MisunderstoodException e) {
                LOG.log(refused ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING, "refused a message: {0}",
                        e.getMessage());
                refused = true;
                send(e.refusal());
            }
        }
    }

    /**
     * Waits for the first word of a server's peer. One that speaks another protocol version is told so.
     *
     * @return who it is
     * @throws IOException if there is nobody to talk to; a refusal has been sent where that makes sense
     */
    public Message.Hello receiveHello() throws IOException {
        if (!(receiveKnown() instanceof Message.Hello hello)) {
            throw new IOException("a conversation begins with Hello");
        }
        Optional<String> refusal = hello.refusal()
                .or(() -> hello.onBehalf().filter(_ -> !spokesman).map(other -> "user " + peer.user()
                        + " is not trusted to ask on behalf of " + other.person()));
        if (refusal.isPresent()) {
            send(new Message.Answer(false, List.of(refusal.get())));
            throw new IOException(refusal.get());
        }
        hello.onBehalf().ifPresent(other -> peer = peer.onBehalfOf(other));
        return hello;
    }

    /** Ends the conversation; a thread that receives gets an exception. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The peer is gone already; there is nobody left to tell.
        }
    }
}
