package io.arapaima.web.api;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.access.Caller;
import io.arapaima.web.director.LiveState;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streams that are open: what is new, as server-sent events, for each reader from what it has seen. Thread-safe. */
public final class Streams {
    /** In all. */
    public static final int MOST = 200;
    /** Of one person or token. */
    public static final int MOST_OF_ONE = 10;

    private final Context context;
    private final StateRoutes views;
    private final Duration rhythm;
    private final Map<String, Integer> open = new HashMap<>();
    private final SharedJson shared = new SharedJson();

    /**
     * None is open.
     *
     * @param context what the operations work with
     * @param rhythm least time between two changes of rows; several times as long a line says that the stream lives
     */
    public Streams(Context context, Duration rhythm) {
        this.context = context;
        this.views = new StateRoutes(context);
        this.rhythm = rhythm;
    }

    Route route() {
        return Route.of("GET", StateRoutes.API + "/stream", PeerRole.VIEWER, this::open);
    }

    /** {@return how many are open} */
    public synchronized int count() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }

    private synchronized void enter(String name) {
        if (count() >= MOST) {
            throw Problem.Kind.BUSY.because("there are " + MOST + " streams; GET /api/v1/state now and then instead");
        }
        if (open.getOrDefault(name, 0) >= MOST_OF_ONE) {
            throw Problem.Kind.TOO_MANY.because(name + " has " + MOST_OF_ONE + " streams open; close one");
        }
        open.merge(name, 1, Integer::sum);
    }

    private synchronized void leave(String name) {
        open.compute(name, (_, n) -> n == null || n <= 1 ? null : n - 1);
    }

    private Reply open(Call call) {
        LiveState.Moment first = context.moment();
        String name = call.who().name();
        enter(name);
        return new Reply.Streaming(out -> {
            try {
                new Reader(call, out).follow(first);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the server stops
            } finally {
                leave(name);
            }
        });
    }

    private record Hello(String boot, String name, String role, java.time.Instant now) {}

    private record Ends(String why) {}

    /** One reader: the numbers of what it has seen. */
    private final class Reader {
        private final Call call;
        private final EventStreamWriter out;
        private long sequence;
        private long event;
        private long deltaAt = System.nanoTime();
        private long checkedAt = System.nanoTime();
        private LiveState.Link link = context.state().link();

        Reader(Call call, java.io.OutputStream out) {
            this.call = call;
            this.out = new EventStreamWriter(out);
        }

        void follow(LiveState.Moment first) throws IOException, InterruptedException {
            Caller who = call.who();
            out.send("hello", "", Json.write(new Hello(context.boot(), who.name(), CheckType.word(who.role()),
                    context.clock().instant())));
            begin(first);
            long quiet = 7 * rhythm.toMillis();
            while (true) {
                long looks = context.state().looks();
                boolean pending = news();
                out.flush();
                if (!stillIn()) {
                    out.send("sign-in-ends", "", Json.write(new Ends("the session has ended")));
                    out.flush();
                    return;
                }
                context.state().await(looks, pending
                        ? Math.max(1, (deltaAt + rhythm.toNanos() - System.nanoTime()) / 1_000_000)
                        : quiet);
                if (out.quietFor() >= quiet) {
                    out.breathe();
                    out.flush();
                }
            }
        }

        /** From where the reader was cut off, or from a whole state on. */
        private void begin(LiveState.Moment first) throws IOException {
            String[] last = call.request().header().apply("Last-Event-ID").orElse("").split("\\.", -1);
            boolean goesOn = last.length == 3 && last[0].equals(context.boot()) && last[1].matches("\\d{1,18}")
                    && last[2].matches("\\d{1,18}");
            event = goesOn ? Long.parseLong(last[2]) : newest();
            sequence = goesOn ? Long.parseLong(last[1]) : 0;
            if (!goesOn || !changed(first)) {
                whole("snapshot", first);
            }
            out.flush();
        }

        private long newest() {
            List<Event> all = context.state().events(-1);
            return all.isEmpty() ? 0 : all.getLast().seq();
        }

        private String id() {
            return context.boot() + "." + sequence + "." + event;
        }

        private void whole(String name, LiveState.Moment moment) throws IOException {
            sequence = moment.sequence();
            out.send(name, id(), Json.write(views.now(moment)));
        }

        /** {@return false when the differences are not known, and the reader takes the whole} */
        private boolean changed(LiveState.Moment now) throws IOException {
            Optional<String> delta = shared.of(new SharedJson.Key.OfDelta(sequence, now.sequence()),
                    () -> context.state().between(sequence, now).map(Json::write));
            if (delta.isPresent()) {
                sequence = now.sequence();
                out.send("delta", id(), delta.get());
            }
            return delta.isPresent();
        }

        /** Sends what is due. {@return whether rows changed that wait for their time} */
        private boolean news() throws IOException {
            for (Event next : context.state().events(event)) {
                event = next.seq();
                out.send("event", id(), shared.of(new SharedJson.Key.OfEvent(event),
                        () -> Optional.of(Json.write(StateRoutes.EventRow.of(next)))).orElseThrow());
            }
            LiveState.Link now = context.state().link();
            if (!now.equals(link)) {
                link = now;
                out.send("link", "", Json.write(now));
            }
            LiveState.Moment last = context.moment();
            if (last.sequence() == sequence) {
                return false;
            }
            if (System.nanoTime() - deltaAt < rhythm.toNanos()) {
                return true;
            }
            if (!changed(last)) {
                whole("resync", last);
            }
            deltaAt = System.nanoTime();
            return false;
        }

        /** A session that has ended, or a role that has changed, ends its streams within some seconds. */
        private boolean stillIn() throws IOException {
            if (System.nanoTime() - checkedAt < rhythm.toNanos()) {
                return true;
            }
            checkedAt = System.nanoTime();
            return context.door().again(call.request().header().apply("Authorization"), call.request().cookie())
                    .equals(call.caller());
        }
    }
}
