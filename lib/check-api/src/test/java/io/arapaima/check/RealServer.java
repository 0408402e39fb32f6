package io.arapaima.check;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A real server that a test starts for itself on loopback, and that ends with it. */
public final class RealServer implements AutoCloseable {
    /** Longer than anything needs on a busy machine: who ends instead of starting is seen at once. */
    private static final int PATIENCE_SECONDS = 120;
    /** A server that is killed may leave its children behind. */
    private static final int FAREWELL_SECONDS = 30;
    private static final int LOOK_MILLIS = 20;
    private static final int LOWEST_PORT = 12_000;
    /** Where {@code net.ipv4.ip_local_port_range} begins unless somebody has set it. */
    private static final int FIRST_OF_THE_KERNELS = 32_768;
    private static final Map<Long, Optional<Product>> RUNNING = new ConcurrentHashMap<>();

    private final Process process;
    private final Path output;

    private RealServer(Process process, Path output, Optional<Product> product) {
        this.process = process;
        this.output = output;
        RUNNING.put(process.pid(), product);
    }

    /** Whether a process is a running server, or one that a server started: some start their helpers when they are asked. */
    static boolean owns(ProcessHandle each) {
        return RUNNING.containsKey(each.pid()) || each.parent().filter(RealServer::owns).isPresent();
    }

    /**
     * Finds a program that the tests need.
     *
     * @param path where Debian's package puts it
     * @param debianPackage the package
     * @return the path
     * @throws IllegalStateException if it is not installed
     */
    public static Path program(String path, String debianPackage) {
        if (!Files.isExecutable(Path.of(path))) {
            throw new IllegalStateException(path + " is missing; install the package " + debianPackage);
        }
        return Path.of(path);
    }

    /**
     * Finds a program that lies at one of several places.
     *
     * @param debianPackage the package
     * @param paths where it may be
     * @return the first path that exists
     * @throws IllegalStateException if it is not installed
     */
    public static Path programOf(String debianPackage, String... paths) {
        return Arrays.stream(paths).map(Path::of).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "none of " + List.of(paths) + " is there; install the package " + debianPackage));
    }

    /**
     * Finds a port that is free for TCP and UDP on loopback, below those that the kernel gives away: nobody who asks it
     * for any port gets this one before the server has it.
     *
     * @return the port
     * @throws IOException if there is none
     */
    public static int freePort() throws IOException {
        for (int i = 0; i < 100; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, FIRST_OF_THE_KERNELS);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var _ = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (java.net.BindException _) {
                // somebody uses it
            }
        }
        throw new IOException("no port is free for both TCP and UDP");
    }

    /**
     * Starts a program in the foreground; what it prints goes into the file {@code output} of its folder.
     *
     * @param directory its folder, where it starts
     * @param command program and arguments
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static RealServer start(Path directory, String... command) throws IOException {
        return start(directory, Product.startedBy(command), command);
    }

    /**
     * The same for a product that its command line does not show.
     *
     * @param directory its folder, where it starts
     * @param product what checks are run against while it lives
     * @param command program and arguments
     * @return the running server
     * @throws IOException if it cannot be started
     */
    public static RealServer start(Path directory, Product product, String... command) throws IOException {
        return start(directory, Optional.of(product), command);
    }

    private static RealServer start(Path directory, Optional<Product> product, String... command) throws IOException {
        Path output = directory.resolve("output");
        return new RealServer(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start(), output, product);
    }

    /** A probe has passed: it was run against whatever runs. */
    static void passedBy(String check) {
        RUNNING.values().forEach(product -> product.ifPresent(known -> known.passedBy(check)));
    }

    /**
     * Waits until it takes TCP connections.
     *
     * @param port at which port
     * @throws IOException if it ends, or does not listen in time, with what it printed
     * @throws InterruptedException if interrupted meanwhile
     */
    public void awaitPort(int port) throws IOException, InterruptedException {
        await(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
                return true;
            } catch (IOException _) {
                return false;
            }
        });
    }

    /**
     * Waits until something holds.
     *
     * @param ready true when the server can be asked
     * @throws IOException if it ends, or is not ready in time, with what it printed
     * @throws InterruptedException if interrupted meanwhile
     */
    public void await(Ready ready) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 1000 / LOOK_MILLIS && process.isAlive(); i++) {
            if (ready.holds()) {
                return;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        close();
        throw new IOException("the server did not start: " + printed());
    }

    /** A condition that may be asked again and again. */
    @FunctionalInterface
    public interface Ready {
        /**
         * Asks once.
         *
         * @return true when the server can be asked
         * @throws IOException if that cannot be told
         * @throws InterruptedException if interrupted meanwhile
         */
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * What it printed so far.
     *
     * @return the text
     * @throws IOException if it cannot be read
     */
    public String printed() throws IOException {
        return Files.readString(output);
    }

    /** {@return its process id} */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process.pid());
    }
}
