package io.arapaima.web;

import io.arapaima.daemon.Ladder;
import io.arapaima.web.access.Door;
import io.arapaima.web.access.OneTimeCode;
import io.arapaima.web.access.Users;
import io.arapaima.web.api.Context;
import io.arapaima.web.api.Operations;
import io.arapaima.web.api.Streams;
import io.arapaima.web.director.Desk;
import io.arapaima.web.director.HubLink;
import io.arapaima.web.director.LiveState;
import io.arapaima.web.history.History;
import io.arapaima.web.history.Recorder;
import io.arapaima.web.jetty.WebServer;
import io.arapaima.web.metrics.Metrics;
import io.arapaima.web.rest.Dispatcher;
import io.arapaima.web.rest.Route;
import io.arapaima.web.rest.Router;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The daemon's parts, started in order and stopped in reverse. */
final class Site implements Closeable {
    private final Ladder ladder = new Ladder("web");
    private final Users users;
    private final OneTimeCode code;
    private final List<Route> routes;
    private final WebServer server;

    /**
     * What it needs.
     *
     * @param runDir folder of the daemons' sockets
     * @param stateDir folder of users, one-time code and history
     * @param rhythm least time between two changes of rows in a stream
     * @param server where it listens
     */
    record Setup(Path runDir, Path stateDir, Duration rhythm, WebServer.Setup server) {}

    Site(Setup setup) throws IOException {
        InstantSource clock = InstantSource.system();
        this.users = new Users(setup.stateDir());
        this.code = new OneTimeCode(setup.stateDir(), clock);
        var state = new LiveState(clock);
        var desk = new Desk(setup.runDir());
        var door = new Door(users, code, clock, System::nanoTime);
        var context = new Context(state, desk, door, clock, UUID.randomUUID().toString().substring(0, 8));
        var streams = new Streams(context, setup.rhythm());
        var metrics = new Metrics(state, streams::count);
        var history = new History();
        this.routes = Operations.of(context, history, streams, metrics, WebServer.COOKIE);
        try {
            ladder.add(HubLink.start(desk.hub(), state, () -> streams.count() > 0));
            ladder.add(Recorder.start(desk.hub(), state, clock, setup.stateDir(), history));
            this.server = ladder.add(WebServer.start(setup.server(),
                    new Dispatcher(new Router(routes), door, System::nanoTime, metrics::count)));
        } catch (IOException | RuntimeException e) {
            ladder.close();
            throw e;
        }
    }

    /** {@return the port that it listens on} */
    int port() {
        return server.port();
    }

    /** {@return its operations} */
    List<Route> routes() {
        return routes;
    }

    /** {@return who may come in} */
    Users users() {
        return users;
    }

    /** {@return the one-time code} */
    OneTimeCode code() {
        return code;
    }

    /** {@return whether everything was stopped as it should be} */
    boolean stop() {
        return ladder.takeDown();
    }

    @Override
    public void close() {
        ladder.close();
    }
}
