package io.arapaima.ipvs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Two machines of our own with a cable between their eth0: each a network namespace that ends with its only thread. The
 * director has 10.0.0.1 and fd00::1, the neighbour 10.0.0.2 and fd00::2.
 */
final class Networks implements AutoCloseable {
    static final String DIRECTOR_MAC = "02:00:00:00:00:01";
    static final String NEIGHBOUR_MAC = "02:00:00:00:00:02";
    private static final int CLONE_NEWNET = 0x40000000;
    /** The kernel adds a link-local address when the cable is in; until it is usable the addresses still change. */
    private static final String SETTLED = "for i in $(seq 1500); do"
            + " [ \"$(ip -6 addr show dev eth0 scope link -tentative | grep -c fe80)\" = 1 ] && exit 0; sleep 0.02; done;"
            + " ip addr; exit 1";

    static {
        Native.register(Networks.class, "c");
    }

    private final ExecutorService director = Executors.newSingleThreadExecutor();
    private final ExecutorService neighbour = Executors.newSingleThreadExecutor();

    static native int unshare(int flags);

    static native int capset(int[] header, int[] data);

    Networks() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        String other = neighbour.submit(Networks::begin).get();
        director.submit(Networks::begin).get();
        director("ip link set lo up && ip link add eth0 address " + DIRECTOR_MAC
                + " type veth peer name eth0 address " + NEIGHBOUR_MAC + " netns " + other);
        // Without duplicate address detection: a test need not wait for it.
        String up = "echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_dad && ip link set eth0 up && ";
        neighbour(up + "ip addr add 10.0.0.2/24 dev eth0 && ip addr add fd00::2/64 dev eth0 nodad");
        director(up + "ip addr add 10.0.0.1/24 dev eth0 && ip addr add fd00::1/64 dev eth0 nodad");
        neighbour(SETTLED);
        director(SETTLED);
    }

    /** Enters a network of its own; the number under which the kernel knows this thread. */
    private static String begin() throws Exception {
        if (unshare(CLONE_NEWNET) != 0) {
            throw new IllegalStateException("unshare: " + Errno.last());
        }
        return Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    }

    <T> T onDirector(Callable<T> task) throws Exception {
        return director.submit(task).get();
    }

    String director(String command) throws Exception {
        return director.submit(() -> shell(command)).get();
    }

    String neighbour(String command) throws Exception {
        return neighbour.submit(() -> shell(command)).get();
    }

    /** Takes all rights from this thread, for ever. */
    static void dropRights() {
        capset(new int[]{0x20080522, 0}, new int[6]);
    }

    private static String shell(String command) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " (is the package iproute2 installed?): " + output);
        }
        return output;
    }

    @Override
    public void close() {
        director.shutdown();
        neighbour.shutdown();
    }
}
