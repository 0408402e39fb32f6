package io.arapaima.ipvs;

import io.arapaima.dataplane.Destination;
import io.arapaima.dataplane.DestinationKey;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * IPVS as far as its answers go, on the other end of a channel: the error numbers of ip_vs_ctl.c, one dump entry a datagram.
 * Its codec is the one under test, which the vectors hold to real kernels. Faults are thrown in by the tests.
 */
final class FakeKernel implements NetlinkChannel {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EEXIST = 17;
    private static final int CONTROLLER = 16;
    private static final Set<String> SCHEDULERS = Set.of("rr", "wrr", "lc", "wlc", "sh", "mh", "lblcr", "none");

    final Map<ServiceKey, Service> services = new LinkedHashMap<>();
    final Map<ServiceKey, Map<DestinationKey, Destination>> destinations = new LinkedHashMap<>();
    /** Called before each datagram that arrives; may change the table, or the answers. */
    Consumer<FakeKernel> meddler = _ -> {};
    /** Makes what has been answered get lost. */
    boolean losing;
    boolean permitted = true;
    int family = 0x20;
    int datagrams;
    private final Deque<Optional<byte[]>> replies = new ArrayDeque<>();

    @Override
    public void send(ByteBuffer messages) throws NetlinkException {
        datagrams++;
        meddler.accept(this);
        boolean lost = losing;
        ByteBuffer copy = NetlinkSocket.direct(messages.remaining()).put(messages).flip();
        for (Message message : Message.split(copy)) {
            int error = carryOut(message);
            if (error != 0 || message.has(4)) {
                reply(out -> out.begin(Message.ERROR, 0, message.sequence()).put32(-error).put32(0).put32(0).put32(0)
                        .put32(0).end());
            }
        }
        if (lost) {
            replies.clear();
            replies.add(Optional.empty());
        }
    }

    @Override
    public Optional<ByteBuffer> receive(Duration patience) throws NetlinkException {
        if (replies.isEmpty()) {
            return Optional.empty();
        }
        byte[] datagram = replies.remove()
                .orElseThrow(() -> new NetlinkException.Lost("the kernel dropped replies (ENOBUFS)"));
        return Optional.of(ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder()));
    }

    @Override
    public void close() {}

    private void reply(Consumer<MessageWriter> messages) {
        replies.add(Optional.of(ScriptedChannel.written(messages)));
    }

    private int carryOut(Message message) throws NetlinkException {
        if (message.type() == CONTROLLER) {
            reply(out -> out.begin(CONTROLLER, 0, message.sequence()).put32(0x0101).u16(1, family).end());
            return 0;
        }
        if (message.type() != family) {
            return ENOENT;
        }
        return permitted ? command(message) : EPERM;
    }

    private int command(Message message) throws NetlinkException {
        int command = message.u8(0);
        if (command == 15) {
            reply(out -> out.begin(family, 0, message.sequence()).put32(0).u32(1, 0x010201).u32(2, 4096).end());
            return 0;
        }
        Optional<Attributes> service = inside(message, 1);
        ServiceFields fields = service.isEmpty() ? null : ServiceFields.read(service.get());
        if (fields == null) {
            services.values().forEach(s -> entry(message, 1, 1, out -> ServiceFields.whole(out, s)));
            done(message);
            return 0;
        }
        ServiceKey key = fields.key().orElseThrow();
        return command < 5 ? service(command, key, fields) : destination(command, key, message);
    }

    private int service(int command, ServiceKey key, ServiceFields fields) throws NetlinkException {
        if (command != 3 && !SCHEDULERS.contains(fields.service().orElseThrow().scheduler())) {
            return ENOENT;
        }
        return switch (command) {
            case 1 -> {
                if (services.putIfAbsent(key, fields.service().orElseThrow()) != null) {
                    yield EEXIST;
                }
                destinations.put(key, new LinkedHashMap<>());
                yield 0;
            }
            case 2 -> services.replace(key, fields.service().orElseThrow()) == null ? ESRCH : 0;
            case 3 -> {
                destinations.remove(key);
                yield services.remove(key) == null ? ESRCH : 0;
            }
            default -> throw new AssertionError("command " + command);
        };
    }

    private int destination(int command, ServiceKey key, Message message) throws NetlinkException {
        Map<DestinationKey, Destination> all = destinations.getOrDefault(key, Map.of());
        if (command == 8) {
            List<Destination> newestFirst = new ArrayList<>(all.values()).reversed();
            newestFirst.forEach(d -> entry(message, 5, 2, out -> DestinationFields.whole(out, d)));
            done(message);
            return 0;
        }
        if (!services.containsKey(key)) {
            return ESRCH;
        }
        DestinationFields fields = DestinationFields.read(inside(message, 2).orElseThrow(), AddressBytes.family(key));
        DestinationKey destination = fields.key().orElseThrow();
        return switch (command) {
            case 5 -> all.putIfAbsent(destination, fields.destination().orElseThrow()) == null ? 0 : EEXIST;
            case 6 -> all.replace(destination, fields.destination().orElseThrow()) == null ? ENOENT : 0;
            case 7 -> all.remove(destination) == null ? ENOENT : 0;
            default -> throw new AssertionError("command " + command);
        };
    }

    private void entry(Message request, int command, int attribute, Consumer<MessageWriter> fields) {
        reply(out -> {
            out.begin(family, ScriptedChannel.MULTI, request.sequence()).put8(command).put8(1).put16(0);
            out.nested(attribute, () -> fields.accept(out)).end();
        });
    }

    private void done(Message request) {
        reply(out -> out.begin(Message.DONE, ScriptedChannel.MULTI, request.sequence()).put32(0).end());
    }

    private static Optional<Attributes> inside(Message message, int type) throws NetlinkException {
        for (Attributes at = message.attributes(IpvsRequest.HEADER); at.next();) {
            if (at.type() == type) {
                return Optional.of(at.nested());
            }
        }
        return Optional.empty();
    }
}
