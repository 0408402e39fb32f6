package io.arapaima.web.history;

import io.arapaima.daemon.EssentialThread;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.TrafficRequest;
import io.arapaima.web.director.Ids;
import io.arapaima.web.director.LiveState;
import io.arapaima.web.director.View;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Writes into the history what the director says at each slot of the hour, and the history into its file every five minutes and at the end. A hub
 * that is not there leaves a gap.
 */
public final class Recorder implements Closeable {
    private static final Duration SAVED = Duration.ofMinutes(5);
    private static final System.Logger LOG = System.getLogger("web");
    private static final long UNKNOWN = -1;

    private final Path socket;
    private final LiveState state;
    private final InstantSource clock;
    private final History history;
    private final HistoryFile file;
    private final Thread thread;
    private boolean unsaved;

    /**
     * Reads the file and begins.
     *
     * @param socket the hub's
     * @param state what it says
     * @param clock of the machine
     * @param folder web-ui's state folder
     * @param history to be written into
     * @return to be closed at the end
     */
    public static Recorder start(Path socket, LiveState state, InstantSource clock, Path folder, History history) {
        var recorder = new Recorder(socket, state, clock, new HistoryFile(folder), history);
        recorder.file.load(history);
        recorder.thread.start();
        return recorder;
    }

    private Recorder(Path socket, LiveState state, InstantSource clock, HistoryFile file, History history) {
        this.socket = socket;
        this.state = state;
        this.clock = clock;
        this.file = file;
        this.history = history;
        this.thread = EssentialThread.virtual("history").unstarted(this::record);
    }

    private void record() {
        Instant saved = clock.instant();
        try {
            while (state.last().isEmpty()) {
                state.await(state.looks(), SAVED.toMillis());
            }
            while (true) {
                Instant now = clock.instant();
                if (state.link().connected()) {
                    history.take(now, reading(state.last().orElseThrow().view(), traffic()));
                }
                if (Duration.between(saved, now).abs().compareTo(SAVED) >= 0) {
                    save();
                    saved = now;
                }
                long step = Span.HOUR.step().toMillis();
                TimeUnit.MILLISECONDS.sleep(step - Math.floorMod(clock.millis(), step));
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private Map<String, TrafficRequest.Counters> traffic() {
        Map<String, TrafficRequest.Counters> counters = new HashMap<>();
        try (HubClient hub = HubClient.connect(socket, "web-ui")) {
            for (TrafficRequest.ServiceTraffic service : hub.traffic().services()) {
                counters.put(Ids.of(service.name()), service.counters());
                service.destinations().forEach(d -> counters.put(Ids.ofServer(service.name(), d.name()), d.counters()));
            }
        } catch (IOException e) {
            // the link says what is wrong with the hub
        }
        return counters;
    }

    private static History.Reading reading(View view, Map<String, TrafficRequest.Counters> traffic) {
        Map<String, long[]> services = new HashMap<>();
        Map<String, long[]> servers = new HashMap<>();
        Map<String, Long> connections = new HashMap<>();
        for (View.ServerRow server : view.servers()) {
            TrafficRequest.Counters through = traffic.get(server.id());
            connections.merge(server.service(), server.activeConnections(), Long::sum);
            servers.put(server.id(), new long[]{server.weight(), server.activeConnections(),
                    through == null ? UNKNOWN : through.connectionRate()});
        }
        for (View.ServiceRow service : view.services()) {
            TrafficRequest.Counters through = traffic.get(service.id());
            long active = connections.getOrDefault(service.id(), 0L);
            services.put(service.id(), through == null
                    ? new long[]{UNKNOWN, UNKNOWN, UNKNOWN, active, service.inService()}
                    : new long[]{through.connectionRate(), through.byteRateIn(), through.byteRateOut(), active,
                            service.inService()});
        }
        return new History.Reading(services, servers);
    }

    private void save() {
        try {
            file.save(history);
            unsaved = false;
        } catch (IOException e) {
            if (!unsaved) {
                LOG.log(System.Logger.Level.WARNING,
                        "the history of the charts is not saved: {0}; a restart of web-ui would lose what is newer",
                        e.toString());
            }
            unsaved = true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        save();
    }
}
