package io.arapaima.nanny;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.Ladder;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.ipc.Verdict.State;
import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The real check engine as a process with a small heap, and a hub in this one that hears what it says. */
final class EngineProcess implements AutoCloseable {
    static final int CARRIERS = 8;

    final Hearing heard = new Hearing();
    final Ladder ladder = new Ladder("nanny");
    final Path plugins;
    private final Path folder;
    private volatile @Nullable IpcConnection link;
    private volatile List<PlannedCheck> plan = List.of();
    private volatile boolean follows;

    /** Everything of it is in this folder; its plugins are still to be put into theirs. */
    EngineProcess(Path folder) throws IOException {
        this.folder = folder;
        plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.createDirectory(folder.resolve("state"));
        ladder.add(IpcServer.listen(folder.resolve("hub.sock"), connection -> {
            link = connection;
            while (true) {
                Message message = connection.receive();
                heard.accept(message);
                if (follows && message instanceof Message.Offered) {
                    connection.send(new Message.CheckPlan(plan));
                }
            }
        }));
    }

    /** With one option of java, mostly its heap; what the process says goes to the end of one file. */
    Process launch(String option) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        command.addAll(JvmFlags.of("nanny"));
        command.addAll(List.of(option, "-Djdk.virtualThreadScheduler.parallelism=" + CARRIERS, "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "--hub",
                folder.resolve("hub.sock").toString(), "--plugins", plugins.toString(), "--state-dir",
                folder.resolve("state").toString()));
        Process nanny = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile())).start();
        ladder.add(nanny::destroyForcibly);
        return nanny;
    }

    /**
     * Does what lvs-manager does for a process that may end for want of memory: another one follows it, as long as that is
     * why it ended. Each gets the plan.
     */
    void keep(Process nanny, String option) {
        var _ = nanny.onExit().thenAccept(ended -> {
            if (ended.exitValue() == ErrorKind.DEFECT.exitCode()) {
                follows = true;
                try {
                    keep(launch(option), option);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** To the process that was launched last, once it has said what it offers, and to those that follow it. */
    void plan(List<PlannedCheck> checks) throws IOException {
        heard.await(Message.Offered.class);
        plan = checks;
        send(new Message.CheckPlan(checks));
    }

    void send(Message message) throws IOException {
        Objects.requireNonNull(link).send(message);
    }

    /** {@return what a check was judged to be, one after the other} */
    List<State> states(String check) {
        return heard.all().stream().filter(Message.VerdictChanged.class::isInstance)
                .map(message -> ((Message.VerdictChanged) message).verdict())
                .filter(verdict -> verdict.check().equals(check)).map(verdict -> verdict.state()).toList();
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    @Override
    public void close() {
        ladder.close();
    }
}
