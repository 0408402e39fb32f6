package io.arapaima.relay;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.Table;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The relay as a data plane. It speaks TCP only and knows the schedulers rr, wrr, lc, wlc, sed, nq and sh; everything else is
 * refused change by change. Used by one thread at a time. After a {@link DataPlaneException} it is of no more use: connect
 * again. The relay, its table and its connections are not touched by that.
 */
public final class RelayClient implements DataPlane {
    /** The longest wait for an answer. A batch of 1,000 rules takes some milliseconds; more means that the relay hangs. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    /** The longest wait for the first word of one that has just been connected to. */
    static final Duration GREETING_LIMIT = Duration.ofSeconds(3);
    private static final String REPLACED = "it closed the connection; a newer client may have taken over";
    private static final System.Logger LOG = System.getLogger("relay");

    private final Path socket;
    private final SocketChannel channel;
    private final LineReader lines;
    private final Listener listener;
    /** Whole answers in the order of the questions; an empty one at the end of the connection. */
    private final BlockingQueue<Optional<List<String>>> answers = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** Hears of the relay's life, on a thread of its own. */
    public interface Listener {
        /** One that nobody wants to hear. */
        Listener NOBODY = new Listener() {
            @Override
            public void alive(long pid) {
                // not of interest
            }

            @Override
            public void ended() {
                // the next question finds out
            }
        };

        /**
         * The relay lives; comes each second.
         *
         * @param pid its process id
         */
        void alive(long pid);

        /** The connection has ended, and not from this side. */
        void ended();
    }

    private RelayClient(Path socket, SocketChannel channel, Listener listener) {
        this.socket = socket;
        this.channel = channel;
        this.lines = new LineReader(Channels.newInputStream(channel));
        this.listener = listener;
    }

    /**
     * Connects to a relay that runs. Whoever was connected before is let go by the relay.
     *
     * @param socket its {@code --socket}
     * @return the data plane
     * @throws DataPlaneException when no relay listens there, or it does not answer
     */
    public static RelayClient connect(Path socket) throws DataPlaneException {
        return connect(socket, Listener.NOBODY);
    }

    /**
     * As {@link #connect(Path)}, for whoever wants to know how it lives.
     *
     * @param socket its {@code --socket}
     * @param listener told each second that it lives; a relay of a version before this one never says so
     * @return the data plane
     * @throws DataPlaneException when no relay listens there, or it does not answer
     */
    public static RelayClient connect(Path socket, Listener listener) throws DataPlaneException {
        RelayClient client;
        try {
            client = new RelayClient(socket, SocketChannel.open(UnixDomainSocketAddress.of(socket)), listener);
        } catch (IOException refused) {
            throw new DataPlaneException("no relay listens on " + socket + " (" + refused.getMessage()
                    + "); start one with ./arapaima relay --socket " + socket, refused);
        }
        EssentialThread.platform("relay-reader").start(client::read);
        client.greet();
        return client;
    }

    /** The kernel takes connections for a process that is stopped, too. */
    private void greet() throws DataPlaneException {
        try {
            Channels.newOutputStream(channel).write("watch\n".getBytes(StandardCharsets.UTF_8));
            var _ = answer(GREETING_LIMIT);
        } catch (IOException failed) {
            close();
            throw new DataPlaneException("the relay on " + socket + " takes a connection and says nothing: "
                    + failed.getMessage(), failed);
        }
    }

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public Table table() throws DataPlaneException {
        try {
            return IpvsadmRules.parseTable(ask(List.of("table")));
        } catch (ParseException unreadable) {
            throw unreadable(unreadable);
        }
    }

    @Override
    public Map<DestinationId, Connections> connections() throws DataPlaneException {
        var connections = new LinkedHashMap<DestinationId, Connections>();
        for (String line : ask(List.of("connections"))) {
            String[] words = line.split(" ");
            int counts = words.length - 2;
            try {
                connections.put(
                        IpvsadmRules.parseDestination(String.join(" ", List.of(words).subList(0, Math.max(0, counts)))),
                        new Connections(Long.parseLong(words[counts]), Long.parseLong(words[counts + 1])));
            } catch (ParseException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
                throw unreadable(unreadable);
            }
        }
        return connections;
    }

    @Override
    public Statistics traffic() throws DataPlaneException {
        Table table = table();
        try {
            return TrafficLines.read(table, counted("traffic"));
        } catch (ParseException unreadable) {
            throw unreadable(unreadable);
        }
    }

    @Override
    public void zero(Optional<ServiceKey> service) throws DataPlaneException {
        counted(ControlSession.ZERO + service.map(key -> " " + TrafficLines.key(key)).orElse(""));
    }

    /** A relay of a version before the counters does not know the words, and goes on. */
    private List<String> counted(String word) throws DataPlaneException {
        List<String> answer = ask(List.of(word));
        if (!answer.isEmpty() && answer.getFirst().startsWith("no ")) {
            throw new DataPlaneException("relay on " + socket + ": " + answer.getFirst().substring("no ".length()));
        }
        return answer;
    }

    @Override
    public List<Refusal> apply(List<Change> changes) throws DataPlaneException {
        List<Refusal> refusals = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += ControlSession.MAX_BATCH) {
            List<Change> batch = changes.subList(from, Math.min(changes.size(), from + ControlSession.MAX_BATCH));
            List<String> rules = new ArrayList<>(batch.stream().map(IpvsadmRules::format).toList());
            rules.add("commit");
            List<String> answers = ask(rules);
            if (answers.size() != batch.size()) {
                throw unreadable(new ParseException(answers.size() + " answers to " + batch.size() + " rules", 0));
            }
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).startsWith("no ")) {
                    refusals.add(new Refusal(batch.get(i), answers.get(i).substring("no ".length())));
                }
            }
        }
        return refusals;
    }

    /**
     * Ends the relay, its table and all its connections.
     *
     * @throws DataPlaneException when it cannot be reached; it may have ended before
     */
    public void quit() throws DataPlaneException {
        closed = true; // its end is no news
        ask(List.of("quit"));
        close();
    }

    @Override
    public void close() {
        closed = true;
        Sockets.close(channel);
    }

    /** Says lines and hears the answer to the last of them. */
    private List<String> ask(List<String> words) throws DataPlaneException {
        try {
            Channels.newOutputStream(channel).write((String.join("\n", words) + "\n").getBytes(StandardCharsets.UTF_8));
            return answer(ANSWER_LIMIT);
        } catch (IOException failed) {
            close();
            String why = failed instanceof ClosedChannelException ? REPLACED : failed.getMessage();
            throw new DataPlaneException("relay on " + socket + " cannot be asked: " + why + "; connect again", failed);
        }
    }

    private List<String> answer(Duration limit) throws IOException {
        try {
            Optional<List<String>> answer = answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new IOException("no answer within " + limit.toSeconds() + " s");
            }
            return answer.orElseThrow(() -> new IOException(REPLACED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void read() {
        List<String> answer = new ArrayList<>();
        try {
            for (String line = lines.read(); line != null; line = lines.read()) {
                if (line.startsWith(ControlSession.ALIVE)) {
                    listener.alive(Long.parseLong(line.substring(ControlSession.ALIVE.length())));
                } else if (line.equals(ControlSession.END)) {
                    answers.add(Optional.of(List.copyOf(answer)));
                    answer.clear();
                } else {
                    answer.add(line);
                }
            }
        } catch (IOException | NumberFormatException broken) {
            LOG.log(Level.DEBUG, "a control connection broke: {0}", broken.getMessage());
        }
        answers.add(Optional.empty());
        if (!closed) {
            close();
            listener.ended();
        }
    }

    private DataPlaneException unreadable(Exception cause) {
        close();
        return new DataPlaneException(
                "relay on " + socket + " answers what this version cannot read (" + cause.getMessage()
                        + "); are both of one version?",
                cause);
    }
}
