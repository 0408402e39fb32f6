package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A kernel that says what it is told to say: for each send one script, which may use what was sent. */
final class ScriptedChannel implements NetlinkChannel {
    static final int MULTI = 2;
    private static final int EXTENDED_AND_CAPPED = 0x300;

    /** What one receive gives. */
    @FunctionalInterface
    interface Step {
        Optional<ByteBuffer> give() throws NetlinkException;
    }

    final List<List<Message>> sent = new ArrayList<>();
    private final Deque<Function<List<Message>, List<Step>>> scripts = new ArrayDeque<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    boolean closed;

    /** After the next send that has no script yet, these are received. */
    ScriptedChannel onSend(Function<List<Message>, List<Step>> script) {
        scripts.add(script);
        return this;
    }

    /** The next send is answered by the same steps whatever it says; {@code %d}-like use of its number needs the other one. */
    ScriptedChannel onRequest(Function<Message, List<Step>> script) {
        return onSend(messages -> script.apply(messages.getFirst()));
    }

    static Step silence() {
        return Optional::empty;
    }

    static Step lost() {
        return () -> {
            throw new NetlinkException.Lost("the kernel dropped replies (ENOBUFS)");
        };
    }

    static Step bytes(byte[] datagram) {
        return () -> Optional.of(ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder()));
    }

    static Step datagram(Consumer<MessageWriter> messages) {
        return bytes(written(messages));
    }

    static Step ack(Message request) {
        return error(request, 0);
    }

    static Step error(Message request, int number) {
        return datagram(out -> error(out, request.sequence(), number).end());
    }

    static Step error(Message request, int number, String explanation) {
        return datagram(out -> {
            out.begin(Message.ERROR, EXTENDED_AND_CAPPED, request.sequence()).put32(-number);
            echo(out, request.sequence()).string(1, explanation).end();
        });
    }

    private static MessageWriter error(MessageWriter out, int sequence, int number) {
        return echo(out.begin(Message.ERROR, 0x100, sequence).put32(-number), sequence);
    }

    private static MessageWriter echo(MessageWriter out, int sequence) {
        return out.put32(MessageWriter.HEADER).put16(0x20).put16(5).put32(sequence).put32(0);
    }

    static Step done(Message request, int status) {
        return datagram(out -> out.begin(Message.DONE, MULTI, request.sequence()).put32(status).end());
    }

    /** A message of the scripted family that carries one number. */
    static Step item(Message request, long number) {
        return datagram(out -> out.begin(request.type(), MULTI, request.sequence()).put32(number).end());
    }

    static byte[] written(Consumer<MessageWriter> messages) {
        var out = new MessageWriter();
        messages.accept(out);
        ByteBuffer all = out.messages();
        byte[] bytes = new byte[all.remaining()];
        all.get(bytes);
        return bytes;
    }

    @Override
    public void send(ByteBuffer messages) throws NetlinkException {
        ByteBuffer copy = NetlinkSocket.direct(messages.remaining()).put(messages).flip();
        sent.add(Message.split(copy));
        assertThat(scripts).as("a send that no script awaits").isNotEmpty();
        steps.addAll(scripts.remove().apply(sent.getLast()));
    }

    @Override
    public Optional<ByteBuffer> receive(Duration patience) throws NetlinkException {
        return steps.isEmpty() ? Optional.empty() : steps.remove().give();
    }

    @Override
    public void close() {
        closed = true;
    }
}
