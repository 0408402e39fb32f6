package io.arapaima.manager;

import io.arapaima.ipc.PulseReport;
import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.IpcConnection;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipvs.KernelAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long it takes from a word of pulse until the hub says that the role is in force: a real hub on its real socket with the
 * kernel's addresses of this network namespace, which must have an interface eth0. The program plays pulse.
 */
final class TakeoverLatency {
    private static final int WARM_UP = 50;
    /** What the last change has brought to the disk is there by then. */
    private static final int PAUSE_MILLIS = 100;

    private TakeoverLatency() {}

    /** How many addresses, and how many changes of role. */
    public static void main(String[] words) throws Exception {
        int addresses = Integer.parseInt(words[0]);
        int rounds = Integer.parseInt(words[1]);
        Path folder = Files.createTempDirectory("takeover");
        var file = new StringBuilder("network = direct\n");
        for (int i = 0; i < addresses; i++) {
            file.append("virtual v").append(i).append(" {\nactive = 1\naddress = 10.7.").append(i / 250).append('.')
                    .append(1 + i % 250).append(" eth0\n}\n");
        }
        Files.writeString(folder.resolve("lvs.cf"), file);
        TestHub hub = TestHub.start(folder, new MemoryDataPlane(), KernelAddresses.open(), Optional.empty());
        try (IpcConnection pulse = IpcConnection.connect(folder.resolve("hub"))) {
            pulse.send(new Message.Hello("pulse", "1", 1));
            var active = new double[rounds];
            var standby = new double[rounds];
            for (int i = -WARM_UP; i < rounds; i++) {
                double taken = change(pulse, Role.ACTIVE);
                double given = change(pulse, Role.STANDBY);
                if (i >= 0) {
                    active[i] = taken;
                    standby[i] = given;
                }
            }
            print("to active", active);
            print("to standby", standby);
        }
        hub.stop();
    }

    private static double change(IpcConnection pulse, Role role) throws IOException, InterruptedException {
        Thread.sleep(PAUSE_MILLIS);
        long start = System.nanoTime();
        pulse.send(new PulseReport.RoleConfirmed(role, 1000, new Reason.Said("measured"), System.nanoTime()));
        while (!(pulse.receive() instanceof HubReport.Fitness fitness && fitness.inForce() == role)) {
            // Half a lease was not enough; pulse says it again.
            pulse.send(new PulseReport.RoleConfirmed(role, 1000, new Reason.Said("measured"), System.nanoTime()));
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf("%-12s median %.1f ms, 99 of 100 within %.1f ms, slowest %.1f ms%n", what,
                millis[millis.length / 2], millis[millis.length * 99 / 100], millis[millis.length - 1]);
    }
}
