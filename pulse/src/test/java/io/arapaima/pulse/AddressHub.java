package io.arapaima.pulse;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Edition;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.IpcServer;
import io.arapaima.ipc.reason.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A hub with one real address, as a process: holds it by {@code ip addr} for the lease that pulse names, as lvs-manager does, and
 * says so. What to hold stands in the file {@code address} of its run folder, what is wrong with it in {@code trouble}.
 */
final class AddressHub implements IpcServer.Conversation {
    private final Path run;
    private final List<String> address;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean held;

    private AddressHub(Path run) throws IOException {
        this.run = run;
        this.address = List.of(Files.readString(run.resolve("address")).strip().split(" "));
    }

    public static void main(String[] words) throws Exception {
        List<String> all = Arrays.asList(words);
        var hub = new AddressHub(Path.of(all.get(all.indexOf("--run-dir") + 1)));
        Files.writeString(hub.run.resolve("hub.pid"), Long.toString(ProcessHandle.current().pid()));
        try (IpcServer _ = IpcServer.listen(hub.run.resolve("lvs-manager.sock"), hub)) {
            hub.over.await();
        }
        hub.release();
    }

    @Override
    public void hold(IpcConnection pulse) throws IOException {
        try {
            while (true) {
                if (pulse.receive() instanceof PulseReport.RoleConfirmed said && !pulse.hasMore()) {
                    act(said);
                    pulse.send(
                            new HubReport.Fitness(said.role(), new Reason.Said(trouble()), List.of(), Edition.UNKNOWN));
                }
            }
        } finally {
            over.countDown();
        }
    }

    private String trouble() throws IOException {
        Path file = run.resolve("trouble");
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    /** As lvs-manager, it believes a role for half of its lease. */
    private void act(PulseReport.RoleConfirmed said) throws IOException {
        long age = (System.nanoTime() - said.decidedNanos()) / 1_000_000;
        if (said.role() == Role.STANDBY) {
            release();
        } else if (age < said.leaseMillis() / 2) {
            String seconds = said.leaseMillis() == 0 ? "forever" : Long.toString(said.leaseMillis() / 1000);
            ip("replace", "valid_lft", seconds, "preferred_lft", seconds);
            held = true;
        }
    }

    private void release() throws IOException {
        if (held) {
            held = false;
            ip("del");
        }
    }

    private void ip(String what, String... more) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("ip", "addr", what));
        command.addAll(address);
        command.addAll(List.of(more));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
