package io.arapaima.pulse;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Edition;
import io.arapaima.ipc.ConfigRequest;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A hub without addresses, as a process: answers every role with fitness, and writes each change of role into {@code roles} of
 * its run folder, each wish to announce again into {@code announced}. Ends with the conversation that pulse holds, as the real one does.
 */
final class HubDouble implements IpcServer.Conversation {
    private final Path roles;
    private final Path announced;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Role role;

    private HubDouble(Path run) {
        roles = run.resolve("roles");
        announced = run.resolve("announced");
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(words);
        Path run = Path.of(all.get(all.indexOf("--run-dir") + 1));
        var hub = new HubDouble(run);
        try (IpcServer _ = IpcServer.listen(run.resolve("lvs-manager.sock"), hub)) {
            hub.over.await();
        }
    }

    @Override
    public void hold(IpcConnection pulse) throws IOException {
        if (pulse.receive() instanceof Message.Hello hello && hello.program().equals("courier")) {
            take(pulse);
            return;
        }
        try {
            while (true) {
                Message said = pulse.receive();
                if (said instanceof PulseReport.RoleConfirmed role) {
                    if (believed(role)) {
                        note(role);
                    }
                    pulse.send(new HubReport.Fitness(role.role(), Reason.NONE, List.of(), Edition.UNKNOWN));
                } else if (said instanceof PulseReport.AnnounceAgain) {
                    Files.writeString(announced, "again\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        } finally {
            over.countDown();
        }
    }

    private void take(IpcConnection courier) throws IOException {
        if (courier.receive() instanceof ConfigRequest.Deliver letter) {
            Files.writeString(roles.resolveSibling("delivered"), letter.packed());
            courier.send(new Message.Answer(letter.force(), List.of("from " + letter.from(), "second line")));
        }
    }

    /** As the real hub does: it must be younger than half of the shortest lease. */
    private static boolean believed(PulseReport.RoleConfirmed said) {
        long age = System.nanoTime() - said.decidedNanos();
        return said.role() == Role.STANDBY || (age >= 0 && age < Duration.ofSeconds(1).toNanos());
    }

    private synchronized void note(PulseReport.RoleConfirmed said) throws IOException {
        if (said.role() != role) {
            role = said.role();
            Files.writeString(roles, System.nanoTime() + " " + said.role() + " " + said.leaseMillis() + "\n",
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
