package io.arapaima.check;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace of a test's own: an Ethernet with this machine (10.99.1.1, fd00:99:1::1) and nobody else, so that whoever
 * is asked at {@link #DEAD} or {@link #DEAD_6} is a machine that is switched off.
 */
public final class OwnNetwork {
    /** In the same network, and not there. */
    public static final String DEAD = "10.99.1.9";
    /** The same over IPv6. */
    public static final String DEAD_6 = "fd00:99:1::9";
    private static final int CLONE_NEWNET = 0x40000000;
    private static final MethodHandle UNSHARE = SocketCalls.function("unshare", ValueLayout.JAVA_INT);

    private OwnNetwork() {}

    /**
     * Runs a task on a thread that ends with its network; only root may. What the task starts on other threads is not in it.
     *
     * @param <T> what comes of it
     * @param task what to run
     * @return its result
     * @throws Exception what it throws
     */
    public static <T> T with(Callable<T> task) throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")),
                "only root may make a network namespace");
        var future = new FutureTask<>(() -> {
            unshare();
            shell("ip link set lo up && ip link add left type veth peer name right"
                    + " && ip addr add 10.99.1.1/24 dev left && ip -6 addr add fd00:99:1::1/64 dev left nodad"
                    + " && ip link set left up && ip link set right up");
            return task.call();
        });
        Thread.ofPlatform().start(future);
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void unshare() {
        try (Arena memory = Arena.ofConfined()) {
            int result = (int) UNSHARE.invokeExact(memory.allocate(ValueLayout.JAVA_INT), CLONE_NEWNET);
            if (result != 0) {
                throw new IllegalStateException("this test makes a network of its own; run it as root");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("unshare cannot be called", e);
        }
    }

    private static void shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("no network for the test (is the package iproute2 installed?): " + output);
        }
    }
}
