package io.arapaima.manager;

import io.arapaima.ipc.PulseRequest;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.HubAlarm;
import io.arapaima.config.HeartbeatProtocol;
import io.arapaima.config.LvsConfig;
import io.arapaima.ipc.ConfigPacking;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PulseClient;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.desk.RunningConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends the lvs.cf in force to the partners, by pulse: when an operator wants it, and with {@code sync = 1} after a reload. */
final class Pusher {
    private static final System.Logger LOG = System.getLogger("lvs");
    private static final String SUBJECT = "lvs.cf at the partner";

    private final Director director;
    private final ConfigSource source;
    private final Path pulse;

    /**
     * @param pulse its socket
     */
    Pusher(Director director, ConfigSource source, Path pulse) {
        this.director = director;
        this.source = source;
        this.pulse = pulse;
    }

    /** Blocks until every partner has answered. */
    Message.Answer push(boolean force) {
        try {
            var answer = new CompletableFuture<RunningConfig.InForce>();
            director.post(new Input.AskInForce(answer));
            ConfigSource.Loaded loaded = answer.join().loaded();
            if (!source.load().sameBytes(loaded.file())) {
                return new Message.Answer(false, List.of(source.file() + " was edited and is not in force yet ("
                        + loaded.edition() + " is); lvsctl reload, then lvsctl push"));
            }
            return carried(new PulseRequest.Push(force, ConfigPacking.pack(loaded.file().bytes())));
        } catch (IOException e) {
            return new Message.Answer(false, List.of(String.valueOf(e.getMessage())));
        }
    }

    private Message.Answer carried(PulseRequest.Push push) throws IOException {
        try (PulseClient client = PulseClient.connect(pulse, "lvs-manager")) {
            return client.ask(push);
        }
    }

    /** After a reload that was no push; returns at once. What goes wrong is a trouble until a push succeeds. */
    void reloaded(LvsConfig config) {
        if (config.sync() && config.backupActive() && config.heartbeat().key().isPresent()
                && config.heartbeat().protocol() == HeartbeatProtocol.ARAPAIMA) {
            Thread.ofVirtual().name("sync").start(this::sync);
        }
    }

    private synchronized void sync() {
        Message.Answer answer = push(false);
        answer.lines().forEach(line -> LOG.log(System.Logger.Level.INFO, "sync = 1: {0}", line));
        director.post(new Input.Trouble(SUBJECT, answer.ok() ? Reason.NONE : new HubAlarm.NotPushed(answer.lines())));
    }
}
