package io.arapaima.ipvs;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Requests and their replies on one channel. Replies are matched by sequence number, so whatever an earlier request left
 * behind is passed over. Used by one thread at a time.
 */
final class Netlink implements AutoCloseable {
    /** Flag: be answered by the whole table; on a get only. */
    private static final int DUMP = 0x300;
    private static final int REQUEST = 1;
    private static final int ACK = 4;

    /** The kernel answers before send returns; this is for one that is out of memory. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A read is repeated so often when replies were lost, or the table changed meanwhile. */
    private static final int ATTEMPTS = 5;
    /** More than the greatest table has; ends the draining of a channel that never falls silent. */
    private static final int MOST_DRAINED = 100_000;

    private final NetlinkChannel channel;
    private final MessageWriter writer = new MessageWriter();
    private int sequence;

    /**
     * What to ask.
     *
     * @param type message type
     * @param flags beside REQUEST, ACK and DUMP, such as rtnetlink's CREATE
     * @param body writes the fixed header and the attributes
     */
    record Request(int type, int flags, Consumer<MessageWriter> body) {
        Request(int type, Consumer<MessageWriter> body) {
            this(type, 0, body);
        }
    }

    /** Makes a value of a message while its buffer holds; empty for what the reader does not know. */
    @FunctionalInterface
    interface Decoder<T> {
        Optional<T> decode(Message message) throws NetlinkException;
    }

    /**
     * What a dump gave.
     *
     * @param items in the order of the kernel; one may stand twice when the table changed meanwhile
     * @param chunks how many datagrams it took; only a dump of more than one can miss an item
     */
    record Dump<T>(List<T> items, int chunks) {}

    /** One attempt to read. */
    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws NetlinkException;
    }

    Netlink(NetlinkChannel channel) {
        this.channel = channel;
    }

    /** Has one request carried out. */
    void carryOut(Request request) throws NetlinkException {
        for (var refused : batch(List.of(request)).values()) {
            throw refused;
        }
    }

    /**
     * Has requests carried out in one send; a refused one does not stop the next. Only the last one asks for an
     * acknowledgement: the kernel reports errors unasked, so silence before it means success.
     *
     * @return the refusals by index; empty when all is done
     * @throws NetlinkException.Lost when the outcome of some is not known
     */
    Map<Integer, NetlinkException.Refused> batch(List<Request> requests) throws NetlinkException {
        int first = sequence + 1;
        int last = requests.size() - 1;
        writer.clear();
        for (int i = 0; i <= last; i++) {
            write(requests.get(i), i == last ? ACK : 0);
        }
        channel.send(writer.messages());
        Map<Integer, NetlinkException.Refused> refusals = new TreeMap<>();
        boolean acknowledged = requests.isEmpty();
        while (true) {
            // What is there beyond the acknowledgement is read too: nothing of this batch is left to confuse the next one.
            Optional<ByteBuffer> datagram = channel.receive(acknowledged ? Duration.ZERO : PATIENCE);
            if (datagram.isEmpty() && acknowledged) {
                return refusals;
            }
            for (Message message : Message.split(datagram.orElseThrow(Netlink::late))) {
                int index = message.sequence() - first;
                if (message.type() == Message.ERROR && index >= 0 && index <= last) {
                    if (message.error() != 0) {
                        refusals.putIfAbsent(index, message.refusal());
                    }
                    acknowledged |= index == last;
                }
            }
        }
    }

    /** Asks for one thing. */
    <T> T get(Request request, Decoder<T> decoder) throws NetlinkException {
        return retrying(() -> {
            send(request, 0);
            while (true) {
                for (Message message : replies()) {
                    requireSuccess(message);
                    if (message.type() > Message.DONE) {
                        return decoder.decode(message)
                                .orElseThrow(() -> new NetlinkException.Malformed("a reply without its content"));
                    }
                }
            }
        });
    }

    /** Asks for a whole table. */
    <T> Dump<T> dump(Request request, Decoder<T> decoder) throws NetlinkException {
        return retrying(() -> {
            send(request, DUMP);
            List<T> items = new ArrayList<>();
            int chunks = 0;
            boolean interrupted = false;
            for (boolean done = false; !done;) {
                boolean data = false;
                for (Message message : replies()) {
                    requireSuccess(message);
                    interrupted |= message.has(Message.DUMP_INTERRUPTED);
                    done |= message.type() == Message.DONE;
                    if (message.type() > Message.DONE) {
                        decoder.decode(message).ifPresent(items::add);
                        data = true;
                    }
                }
                chunks += data ? 1 : 0;
            }
            if (interrupted) {
                throw new NetlinkException.Lost("the table changed while it was read");
            }
            return new Dump<>(items, chunks);
        });
    }

    private void send(Request request, int moreFlags) throws NetlinkException {
        writer.clear();
        write(request, moreFlags);
        channel.send(writer.messages());
    }

    private void write(Request request, int moreFlags) {
        writer.begin(request.type(), REQUEST | request.flags() | moreFlags, ++sequence);
        request.body().accept(writer);
        writer.end();
    }

    /** What the next datagram says about the last request; empty when it is about an earlier one. */
    private List<Message> replies() throws NetlinkException {
        List<Message> messages = Message.split(channel.receive(PATIENCE).orElseThrow(Netlink::late));
        messages.removeIf(message -> message.sequence() != sequence);
        return messages;
    }

    private static void requireSuccess(Message message) throws NetlinkException {
        if ((message.type() == Message.ERROR || message.type() == Message.DONE) && message.error() != 0) {
            throw message.refusal();
        }
    }

    /** Reading twice does no harm. EBUSY means that an earlier dump was left half-way: draining ends it. */
    private <T> T retrying(Attempt<T> reading) throws NetlinkException {
        for (int attempt = 1;; attempt++) {
            try {
                return reading.make();
            } catch (NetlinkException.Lost | NetlinkException.Refused failed) {
                boolean again = !(failed instanceof NetlinkException.Refused refused)
                        || refused.errno() == Errno.EBUSY;
                if (!again || attempt == ATTEMPTS) {
                    throw failed;
                }
                drain();
            }
        }
    }

    private void drain() throws NetlinkException {
        for (int i = 0; i < MOST_DRAINED; i++) {
            try {
                if (channel.receive(Duration.ZERO).isEmpty()) {
                    return;
                }
            } catch (NetlinkException.Lost _) {
                // What is lost need not be drained.
            }
        }
    }

    private static NetlinkException.Lost late() {
        return new NetlinkException.Lost("the kernel did not answer within " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void close() {
        channel.close();
    }
}
