package io.arapaima.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: bytes from a source to a sink.
 *
 * <pre>
 * reading --sink full--> waiting --sink drained--> reading --end of source--> ended
 * </pre>
 *
 * While it waits it holds what the sink did not take and does not read its source, so that back-pressure reaches the sender.
 */
final class Stream {
    private final SelectionKey source;
    private final SelectionKey sink;
    private final IntConsumer moved;
    private @Nullable ByteBuffer waiting;
    private boolean ended;

    /** The consumer hears how many bytes each piece has. */
    Stream(SelectionKey source, SelectionKey sink, IntConsumer moved) {
        this.source = source;
        this.sink = sink;
        this.moved = moved;
    }

    /** The source has closed its half, and the sink has heard all of it. */
    boolean ended() {
        return ended;
    }

    /** Moves what the source has. Returns how many bytes had to be kept. */
    int read(ByteBuffer buffer) throws IOException {
        int count = channel(source).read(buffer);
        if (count < 0) {
            ended = true;
            source.interestOpsAnd(~SelectionKey.OP_READ);
            channel(sink).shutdownOutput();
            return 0;
        }
        moved.accept(count);
        buffer.flip();
        channel(sink).write(buffer);
        if (!buffer.hasRemaining()) {
            return 0;
        }
        int kept = buffer.remaining();
        waiting = ByteBuffer.allocate(kept).put(buffer).flip();
        source.interestOpsAnd(~SelectionKey.OP_READ);
        sink.interestOpsOr(SelectionKey.OP_WRITE);
        return kept;
    }

    /** Goes on writing what was kept. Returns how many bytes need no longer be kept: all of them at once, at the end. */
    int write() throws IOException {
        ByteBuffer rest = waiting;
        if (rest == null) {
            return 0;
        }
        channel(sink).write(rest);
        if (rest.hasRemaining()) {
            return 0;
        }
        waiting = null;
        sink.interestOpsAnd(~SelectionKey.OP_WRITE);
        source.interestOpsOr(SelectionKey.OP_READ);
        return rest.capacity();
    }

    /** Gives up what was kept. Returns how many bytes that were. */
    int discard() {
        int kept = waiting == null ? 0 : waiting.capacity();
        waiting = null;
        return kept;
    }

    private static SocketChannel channel(SelectionKey key) {
        return (SocketChannel) key.channel();
    }
}
