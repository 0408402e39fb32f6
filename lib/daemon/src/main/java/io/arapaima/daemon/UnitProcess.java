package io.arapaima.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A child that systemd starts instead of this process, so that it has rights which this process has not: a socket unit listens at
 * {@code $ARAPAIMA_STARTERS/NAME.sock}, and its service runs {@code arapaima started NAME} at the other end of the connection. The
 * child lives no longer than the connection. Thread-safe.
 */
final class UnitProcess extends Process {
    static final String VARIABLE = "ARAPAIMA_STARTERS";
    /** Of who has gone without a word, as a process that was killed. */
    private static final int KILLED = 137;

    private final SocketChannel channel;
    private final BufferedReader words;
    private final long pid;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code = KILLED;

    private UnitProcess(SocketChannel channel, BufferedReader words, long pid) {
        this.channel = channel;
        this.words = words;
        this.pid = pid;
        Thread.ofVirtual().name("unit-process").start(this::listen);
    }

    /** Starts a child, by systemd where it offers that, else as ever. */
    static Process startedFor(String name, ProcessBuilder builder) throws IOException {
        String folder = builder.environment().remove(VARIABLE);
        Path socket = Path.of(folder == null ? "" : folder, name + ".sock");
        return folder != null && Files.exists(socket) ? start(socket, builder.command()) : builder.start();
    }

    /** The first two words are the launcher and the program's name, which the unit knows. */
    private static UnitProcess start(Path socket, List<String> command) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        try {
            var order = new StringBuilder();
            for (String word : command.subList(2, command.size())) {
                if (word.isEmpty() || word.indexOf('\n') >= 0) {
                    throw new IOException("an argument is empty or has a line end, which systemd's way does not carry");
                }
                order.append(word).append('\n');
            }
            say(channel, order.append('\n').toString());
            var words = new BufferedReader(Channels.newReader(channel, StandardCharsets.US_ASCII));
            String first = words.readLine();
            if (first == null || !first.startsWith("pid ")) {
                throw new IOException(
                        "the unit behind " + socket + " did not start it; see journalctl -u '*lvs-manager*'");
            }
            return new UnitProcess(channel, words, Long.parseLong(first.substring("pid ".length())));
        } catch (IOException | NumberFormatException e) {
            channel.close();
            throw e instanceof IOException io ? io : new IOException("no process id from " + socket, e);
        }
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void listen() {
        try (channel) {
            for (String word = words.readLine(); word != null; word = words.readLine()) {
                if (word.startsWith("exit ")) {
                    code = Integer.parseInt(word.substring("exit ".length()));
                    return;
                }
            }
        } catch (IOException | NumberFormatException e) {
            System.getLogger("child").log(System.Logger.Level.DEBUG, "the unit''s conversation ended: {0}",
                    e.toString());
        } finally {
            ended.countDown();
        }
    }

    /** Has a signal sent, for example {@code HUP}; nothing when it has ended. */
    void signal(String name) {
        try {
            if (isAlive()) {
                say(channel, name + "\n");
            }
        } catch (IOException e) {
            System.getLogger("child").log(System.Logger.Level.DEBUG, "SIG{0} was not sent: {1}", name, e.toString());
        }
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return ended.getCount() > 0;
    }

    @Override
    public int waitFor() throws InterruptedException {
        ended.await();
        return code;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }

    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("it has not ended");
        }
        return code;
    }

    @Override
    public void destroy() {
        signal("TERM");
    }

    @Override
    public Process destroyForcibly() {
        signal("KILL");
        return this;
    }

    /** Its words are in the journal. */
    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }
}
