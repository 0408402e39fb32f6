package io.arapaima.check.ping;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A network of our own for one thread and what it starts: loopback, with routes to 10.99.0.2, where nobody
 * answers, and to fd00:99::2, where the kernel says that it is no router.
 */
final class Namespace {
    private static final int CLONE_NEWNET = 0x40000000;

    static {
        Native.register(Namespace.class, "c");
    }

    private Namespace() {}

    private static native int unshare(int flags) throws LastErrorException;

    private static native int capset(int[] header, int[] data) throws LastErrorException;

    /** Runs a task on a thread that ends with its network. */
    static <T> T with(String pingGroupRange, Callable<T> task) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a network namespace");
        var future = new FutureTask<>(() -> {
            try {
                unshare(CLONE_NEWNET);
            } catch (LastErrorException e) {
                throw new IllegalStateException("this test makes a network of its own; run it as root", e);
            }
            shell("ip link set lo up && ip addr add 10.99.0.1/32 dev lo && ip -6 addr add fd00:99::1/128 dev lo"
                    + " && ip route add 10.99.0.2/32 dev lo && ip -6 route add fd00:99::2/128 dev lo"
                    + " && echo " + pingGroupRange + " > /proc/sys/net/ipv4/ping_group_range");
            return task.call();
        });
        Thread.ofPlatform().start(future);
        return future.get();
    }

    /** Takes all rights from this thread, for ever. */
    static void dropRights() {
        capset(new int[]{0x20080522, 0}, new int[6]);
    }

    private static void shell(String command) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("no network for the test (is the package iproute2 installed?): " + output);
        }
    }
}
