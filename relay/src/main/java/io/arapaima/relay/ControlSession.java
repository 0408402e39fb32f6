package io.arapaima.relay;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.ServiceKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One client's talk with the relay, which a person can hold as well ({@code socat - UNIX:PATH}). Rules are collected until
 * {@code commit}; the answer to each word ends with a line that is a dot.
 */
final class ControlSession {
    /** Rules of one batch: more than any table of ours has, and some 40 MB as objects. */
    static final int MAX_BATCH = 65_536;
    static final String END = ".";
    /** A service may follow. */
    static final String ZERO = "zero";
    private static final List<String> HELP = List.of(
            "-A|-E|-D -t VIP:PORT [-s SCHEDULER] [-p SECONDS [-M MASK]]   add, edit, delete a service",
            "-a|-e|-d -t VIP:PORT -r IP:PORT [-m] [-w WEIGHT]             add, edit, delete a destination",
            "commit        makes the changes typed since the last one: ok or no REASON for each",
            "table         prints what is in force as rules, with thresholds (-x, -y)",
            "connections   prints each destination with its active and inactive connections",
            "traffic       prints each service with its counters and rates, each destination with its connections before them",
            "zero [-t VIP:PORT]                                           has the counters of one service, or of all, begin again",
            "watch         says alive and its process id each second from now on, as long as its threads come round",
            "quit          ends the relay and all its connections");

    /** What comes between answers, once it was asked for; a process id follows. */
    static final String ALIVE = "alive ";
    private static final Duration RHYTHM = Duration.ofSeconds(1);

    private final Relay relay;
    private final List<Rule> batch = new ArrayList<>();
    private boolean watched;
    private volatile boolean over;

    /** A line of a batch: what it asks for, or why it cannot be read. */
    private sealed interface Rule {
        record Understood(Change change) implements Rule {}

        record Garbled(String problem) implements Rule {}
    }

    ControlSession(Relay relay) {
        this.relay = relay;
    }

    /** Answers until the client leaves (false) or wants the relay to end (true). */
    boolean talk(SocketChannel client) throws IOException {
        var lines = new LineReader(Channels.newInputStream(client));
        OutputStream out = Channels.newOutputStream(client);
        try {
            return talk(lines, out);
        } finally {
            over = true;
        }
    }

    private boolean talk(LineReader lines, OutputStream out) throws IOException {
        for (String line = lines.read(); line != null; line = lines.read()) {
            if (line.equals("quit")) {
                say(out, END + "\n");
                return true;
            }
            Optional<List<String>> answer = hear(line);
            if (answer.isPresent()) {
                String text = String.join("\n", answer.get()) + (answer.get().isEmpty() ? "" : "\n") + END + "\n";
                say(out, text);
            }
            if (line.equals("watch") && !watched) {
                watched = true;
                EssentialThread.platform("alive").start(() -> sayAlive(out));
            }
        }
        return false;
    }

    private void say(OutputStream out, String text) throws IOException {
        synchronized (out) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** On a thread of its own, between answers: a large batch is no silence. */
    private void sayAlive(OutputStream out) {
        try {
            while (!over) {
                if (relay.comesRound()) {
                    say(out, ALIVE + ProcessHandle.current().pid() + "\n");
                }
                TimeUnit.NANOSECONDS.sleep(RHYTHM.toNanos());
            }
        } catch (IOException gone) {
            // The client left; its own thread knows.
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<List<String>> hear(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        if (line.startsWith("-")) {
            return collect(line);
        }
        return Optional.of(switch (line) {
            case "table" -> IpvsadmRules.format(relay.table());
            case "connections" -> relay.connections().entrySet().stream().map(e -> IpvsadmRules.format(e.getKey()) + " "
                    + e.getValue().active() + " " + e.getValue().inactive()).toList();
            case "traffic" -> TrafficLines.write(relay.traffic());
            case "commit" -> commit();
            case "watch" -> List.of("ok");
            case "help" -> HELP;
            case String zero when zero.equals(ZERO) || zero.startsWith(ZERO + " ") ->
                zero(zero.substring(ZERO.length()).strip());
            default -> List.of("no \"" + line + "\" is neither a rule nor a word of relay; try help");
        });
    }

    private Optional<List<String>> collect(String line) {
        if (batch.size() == MAX_BATCH) {
            batch.clear();
            return Optional.of(List.of("no more than " + MAX_BATCH + " rules fit into a batch; all were dropped"));
        }
        try {
            batch.add(new Rule.Understood(IpvsadmRules.parse(line)));
        } catch (ParseException unreadable) {
            batch.add(new Rule.Garbled(String.valueOf(unreadable.getMessage())));
        }
        return Optional.empty();
    }

    private List<String> zero(String service) {
        try {
            Optional<ServiceKey> one = service.isEmpty()
                    ? Optional.empty()
                    : Optional.of(TrafficLines.service(service));
            return List.of(relay.zero(one).map(reason -> "no " + reason).orElse("ok"));
        } catch (ParseException unreadable) {
            return List.of("no " + unreadable.getMessage());
        }
    }

    private List<String> commit() {
        List<Change> changes = new ArrayList<>();
        for (Rule rule : batch) {
            if (rule instanceof Rule.Understood(Change change)) {
                changes.add(change);
            }
        }
        var done = relay.apply(changes).iterator();
        List<String> answers = batch.stream().map(rule -> switch (rule) {
            case Rule.Understood _ -> done.next().map(reason -> "no " + reason).orElse("ok");
            case Rule.Garbled(String problem) -> "no " + problem;
        }).toList();
        batch.clear();
        return answers;
    }
}
