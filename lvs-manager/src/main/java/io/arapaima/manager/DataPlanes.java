package io.arapaima.manager;

import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.ipvs.IpvsDataPlane;
import io.arapaima.relay.RelayClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens the data plane that lvs.cf names; the relay is started where it does not run yet. */
final class DataPlanes implements Reconciler.Opener {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final DataPlaneKind kind;
    private final boolean optional;
    private final Path socket;

    DataPlanes(LvsConfig config, Path runDir) {
        this.kind = config.dataPlane();
        this.optional = config.failsOver() && kind == DataPlaneKind.AUTO;
        this.socket = runDir.resolve("relay.sock");
    }

    @Override
    public DataPlane open() throws IOException {
        return switch (kind) {
            case NONE -> new NoDataPlane();
            case RELAY -> relay();
            case AUTO, IPVS -> optional ? ipvsIfThere() : IpvsDataPlane.open();
        };
    }

    /** Who only moves programs has no table to fill; if there is one, services of ours leave it. */
    private static DataPlane ipvsIfThere() {
        try {
            return IpvsDataPlane.open();
        } catch (DataPlaneException e) {
            return new NoDataPlane();
        }
    }

    /**
     * Says before anything is touched that the kernel cannot be driven: a missing module or right does not come by waiting.
     *
     * @throws DataPlaneException what is missing and how to get it
     */
    void require() throws IOException {
        switch (kind) {
            case AUTO, IPVS -> open().close();
            case RELAY, NONE -> {
                // The relay is started by us; nothing needs nothing.
            }
        }
    }

    /** A relay that outlived its manager is adopted with its table; its connections never noticed. */
    private DataPlane relay() throws IOException {
        try {
            return RelayClient.connect(socket);
        } catch (IOException e) {
            return startRelay();
        }
    }

    private DataPlane startRelay() throws IOException {
        Process process = new ProcessBuilder(List.of(System.getProperty("arapaima.launcher", "arapaima"), "relay",
                "--socket", socket.toString())).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() - limit < 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(ASK_AGAIN.toNanos());
                return RelayClient.connect(socket);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (IOException e) {
                // Not up yet; asked again until the limit.
            }
        }
        process.destroy();
        throw new DataPlaneException("the relay did not come up on " + socket + "; its own words are in the log");
    }

    /** The director stops for good, so its relay has nothing left to forward. */
    void quit() {
        if (kind == DataPlaneKind.RELAY) {
            try {
                RelayClient.connect(socket).quit();
            } catch (DataPlaneException e) {
                // It is gone already.
            }
        }
    }
}
