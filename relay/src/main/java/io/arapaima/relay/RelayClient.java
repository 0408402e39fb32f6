package io.arapaima.relay;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Table;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The relay as a data plane. It speaks TCP only and knows the schedulers rr, wrr, lc, wlc, sed, nq and sh; everything else is
 * refused change by change. Used by one thread at a time. After a {@link DataPlaneException} it is of no more use: connect
 * again. The relay, its table and its connections are not touched by that.
 */
public final class RelayClient implements DataPlane {
    /** The longest wait for an answer. A batch of 1,000 rules takes some milliseconds; more means that the relay hangs. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final Path socket;
    private final SocketChannel channel;
    private final LineReader lines;

    private RelayClient(Path socket, SocketChannel channel) {
        this.socket = socket;
        this.channel = channel;
        this.lines = new LineReader(Channels.newInputStream(channel));
    }

    /**
     * Connects to a relay that runs. Whoever was connected before is let go by the relay.
     *
     * @param socket its {@code --socket}
     * @return the data plane
     * @throws DataPlaneException when no relay listens there
     */
    public static RelayClient connect(Path socket) throws DataPlaneException {
        try {
            return new RelayClient(socket, SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (IOException refused) {
            throw new DataPlaneException("no relay listens on " + socket + " (" + refused.getMessage()
                    + "); start one with ./arapaima relay --socket " + socket, refused);
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
        ask(List.of("quit"));
        close();
    }

    @Override
    public void close() {
        Sockets.close(channel);
    }

    /** Says lines and hears the answer to the last of them. A watchdog closes the channel, which ends a blocked read. */
    private List<String> ask(List<String> words) throws DataPlaneException {
        Thread watchdog = Thread.ofVirtual().name("relay answers").start(this::closeWhenLate);
        try {
            Channels.newOutputStream(channel).write((String.join("\n", words) + "\n").getBytes(StandardCharsets.UTF_8));
            List<String> answer = new ArrayList<>();
            for (String line = lines.read(); !ControlSession.END.equals(line); line = lines.read()) {
                if (line == null) {
                    throw new IOException("it closed the connection; a newer client may have taken over");
                }
                answer.add(line);
            }
            return answer;
        } catch (IOException failed) {
            close();
            String why = failed.getMessage() != null
                    ? failed.getMessage()
                    : "no answer within " + ANSWER_LIMIT.toSeconds() + " s";
            throw new DataPlaneException("relay on " + socket + " cannot be asked: " + why + "; connect again", failed);
        } finally {
            watchdog.interrupt();
        }
    }

    private void closeWhenLate() {
        try {
            Thread.sleep(ANSWER_LIMIT);
            close();
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
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
