package io.arapaima.nanny;

import io.arapaima.check.CheckTls;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.JournalHandler;
import io.arapaima.daemon.JournalStream;
import io.arapaima.daemon.Ladder;
import io.arapaima.daemon.Parent;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.Signals;
import io.arapaima.ipc.CheckResults;
import io.arapaima.ipc.CheckSample;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.nanny.monitor.MonitorFolders;
import io.arapaima.nanny.plugin.Conduct;
import io.arapaima.nanny.plugin.Offer;
import io.arapaima.nanny.plugin.PluginFolder;
import io.arapaima.nanny.plugin.Quarantine;
import io.arapaima.nanny.plugin.Troubles;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.quartz.SchedulerException;

/**
 * The check engine as a process: {@code nanny --hub SOCKET --plugins DIR}. It lives as long as its conversation with
 * lvs-manager does. Exit codes: 0 when that ended, or after SIGTERM or SIGINT, 2 for wrong usage, else as {@link ErrorKind} says.
 */
public final class Main {
    /** lvs-manager waits 3 s for a child; whoever starts a new one expects the old one gone. */
    private static final Duration END_LIMIT = Duration.ofMillis(900);
    private static final System.Logger LOG = System.getLogger("nanny");
    /** Kept, because the logging system keeps no logger that nobody else does. */
    private static final java.util.logging.Logger JOURNAL = java.util.logging.Logger.getLogger("nanny");

    private Main() {}

    /**
     * Runs until the hub's conversation ends.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        int code;
        protectStreams();
        CheckTls.permitLegacy();
        ProgramOptions.Given given;
        try {
            given = CommandLine.OPTIONS.read(List.of(words));
        } catch (IllegalArgumentException e) {
            exit(CommandLine.OPTIONS.refuse(e, System.err));
            return;
        }
        try {
            code = begin(given);
        } catch (CommandLine.UsageException e) {
            System.err.println(speaker(words) + e.getMessage());
            code = 2;
        } catch (IOException | SchedulerException e) {
            System.err.println(speaker(words) + e.getMessage());
            code = ErrorKind.ENVIRONMENT.exitCode();
        }
        exit(code);
    }

    /** Who probes by hand has called lvsctl. */
    private static String speaker(String[] words) {
        return List.of(words).contains("--probe") ? "lvsctl: " : "nanny: ";
    }

    private static int begin(ProgramOptions.Given given)
            throws CommandLine.UsageException, IOException, SchedulerException {
        OptionalInt answered = CommandLine.OPTIONS.answer(given, System.out);
        if (answered.isPresent()) {
            return answered.getAsInt();
        }
        CommandLine asked = CommandLine.of(given, Optional.ofNullable(System.getProperty("arapaima.plugins")));
        return switch (asked.mode()) {
            case CATALOGUE -> catalogue(asked);
            case LIST_PLUGINS -> listPlugins(asked);
            case PROBE -> probe(asked);
            case REHEARSE -> rehearse(asked);
            case RUN -> run(asked);
        };
    }

    /**
     * A plugin may close or read the streams of the process: what it reads is at its end, and a closed one goes on for
     * everybody else. To be called before anything is logged.
     */
    private static void protectStreams() {
        System.setIn(new Ended());
        System.setOut(new Lasting(FileDescriptor.out));
        System.setErr(new Lasting(FileDescriptor.err));
    }

    /** A stream at its end. Unlike that of the JDK it is so after somebody has closed it, too. */
    private static final class Ended extends InputStream {
        @Override
        public int read() {
            return -1;
        }
    }

    /** A stream of the process that nobody can close, and that shows only printable text. */
    private static final class Lasting extends PrintStream {
        Lasting(FileDescriptor descriptor) {
            super(new PrintableStream(new PrintStream(new FileOutputStream(descriptor), true),
                    descriptor == FileDescriptor.err ? JournalStream.errorPrefix() : ""), true);
        }

        @Override
        public void close() {
            flush();
        }
    }

    private static int print(String text) {
        System.out.println(text);
        return 0;
    }

    private static int catalogue(CommandLine asked) throws IOException {
        var offer = new AtomicReference<>(Offer.NOTHING);
        var troubles = new Troubles(trouble -> System.err.println("nanny: " + trouble.subject() + ": "
                + trouble.text()));
        try (var folder = new PluginFolder(asked.plugins(), copies(asked), troubles, offer::set)) {
            folder.start();
        }
        return print(Json.write(offer.get().catalogue()));
    }

    /** Where a person asks and sees the answer, the journal of a daemon would only be in the way. */
    private static PluginFolder quietly(CommandLine asked, Consumer<Offer> listener) throws IOException {
        JOURNAL.setLevel(java.util.logging.Level.OFF);
        var folder = new PluginFolder(asked.plugins(), copies(asked), new Troubles(_ -> {}), listener);
        folder.start();
        return folder;
    }

    private static int listPlugins(CommandLine asked) throws IOException {
        try (var folder = quietly(asked, _ -> {})) {
            return print(Json.write(folder.answer(new Message.PluginsQuery(0, false))));
        }
    }

    private static int probe(CommandLine asked) throws IOException, CommandLine.UsageException {
        ProbeOrder order = ProbeOrder.parse(asked.rest());
        var offer = new AtomicReference<>(Offer.NOTHING);
        try (var _ = quietly(asked, offer::set)) {
            ProbeReport report = new ProbeByHand(order).run(offer.get());
            print(order.json() ? report.json() : report.toString());
            return report.exitCode();
        } finally {
            endPrograms();
        }
    }

    private static int rehearse(CommandLine asked) throws IOException, SchedulerException {
        Path socket = Files.createTempDirectory("arapaima-nanny-").resolve("hub.sock");
        try (var rehearsal = new Rehearsal(socket)) {
            int code = run(asked.at(socket));
            return rehearsal.done() ? code : ErrorKind.ENVIRONMENT.exitCode();
        } finally {
            Files.delete(socket.getParent());
        }
    }

    private static int run(CommandLine asked) throws IOException, SchedulerException {
        var stopped = new CountDownLatch(1);
        try (var ladder = new Ladder("nanny")) {
            HubLink hub = ladder.add(HubLink.connect(asked.hub().orElseThrow()));
            Map.of("TERM", 15, "INT", 2).forEach((signal, number) -> Signals.on("nanny", signal, () -> {
                LOG.log(Level.INFO, "Terminating due to signal {0}", number.toString());
                exit(stop(hub, stopped));
            }));
            // A new hub at the same socket has a check engine of its own.
            Parent.named(System.getenv()).ifPresent(pid -> Parent.whenGone(pid, hub::close));
            var troubles = new Troubles(hub::say);
            var quarantine = new Quarantine(asked.state(), Instant.now());
            var postmortem = new Postmortem(quarantine, InstantSource.system(), Main::giveUp);
            Engine engine = ladder.add(new Engine(hub::say, troubles, InstantSource.system(),
                    MonitorFolders.beside(asked.hub().orElseThrow()), postmortem::starved));
            PluginFolder folder = ladder
                    .add(new PluginFolder(asked.plugins(), copies(asked), troubles, engine::offer, quarantine));
            postmortem.about(folder);
            Thread.setDefaultUncaughtExceptionHandler((thread, error) -> died(thread, error, engine, postmortem));
            ladder.add(new LeftPrograms()).start();
            folder.start();
            listen(hub, engine, folder);
            return 0;
        } finally {
            endPrograms();
            stopped.countDown();
        }
    }

    private static void listen(HubLink hub, Engine engine, PluginFolder folder) throws IOException {
        List<PlannedCheck> plan = new ArrayList<>();
        try {
            while (true) {
                switch (hub.hear()) {
                    case Message.CheckPlan(var checks, var more) -> {
                        plan.addAll(checks);
                        if (!more) {
                            engine.plan(List.copyOf(plan));
                            plan.clear();
                        }
                    }
                    // On a thread of its own: it may wait for a plugin that is being loaded, and plans may not.
                    case Message.PluginsQuery asked ->
                        Thread.ofPlatform().name("plugins-query").daemon().start(() -> hub.say(folder.answer(asked)));
                    case CheckResults.CheckResultsQuery asked -> engine.tell(asked);
                    case CheckSample.SampleOrder order -> engine.sample(order);
                    case Message.Answer(var _, var lines, var _) ->
                        LOG.log(Level.WARNING, "the hub answers: {0}", String.join("; ", lines));
                    case Message other -> throw new IOException("the hub says " + other.getClass().getSimpleName()
                            + "; only CheckPlan and questions are for a check engine");
                }
            }
        } catch (EOFException | ClosedChannelException e) {
            LOG.log(Level.INFO, "the conversation with the hub has ended");
        }
    }

    /** SIGTERM: the conversation is ended from this side, and everything else follows from that. The exit code. */
    private static int stop(HubLink hub, CountDownLatch stopped) {
        hub.close();
        try {
            if (stopped.await(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return 0;
            }
            LOG.log(Level.WARNING, "not stopped within {0} ms", Long.toString(END_LIMIT.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ErrorKind.ENVIRONMENT.exitCode();
    }

    /** What the engine left half done for want of memory cannot be known; a new process begins without whoever used it up. */
    private static void died(Thread thread, Throwable error, Engine engine, Postmortem postmortem) {
        if (error instanceof OutOfMemoryError) {
            Map<Conduct, Long> holders = Map.of();
            try {
                holders = engine.holders();
            } finally {
                postmortem.exhausted(thread.getName(), holders);
            }
        }
        LOG.log(Level.ERROR, "a defect in thread " + thread.getName(), error);
    }

    private static void giveUp(String why) {
        try {
            System.err.println("nanny: " + why + "; ending, so that lvs-manager starts a new one");
            endPrograms();
        } finally {
            JournalHandler.drain();
            Runtime.getRuntime().halt(ErrorKind.DEFECT.exitCode());
        }
    }

    /** Programs that checks have started do not outlive the engine. */
    private static void endPrograms() {
        LeftPrograms.endAll();
    }

    private static Path copies(CommandLine asked) throws IOException {
        // Beside the hub's socket: that folder is in memory mostly, and a full disk of the state is none of the checks' business.
        return asked.mode() == CommandLine.Mode.RUN && asked.hub().isPresent()
                ? asked.hub().get().toAbsolutePath().resolveSibling("plugins-in-use")
                : Files.createTempDirectory("arapaima-nanny-");
    }

    /** Exits; a plugin may have left threads that nobody can end, and exit hooks that never return. */
    private static void exit(int code) {
        Thread.ofPlatform().name("end").daemon().start(() -> {
            LockSupport.parkNanos(END_LIMIT.toNanos());
            Runtime.getRuntime().halt(code);
        });
        System.exit(code);
    }
}
