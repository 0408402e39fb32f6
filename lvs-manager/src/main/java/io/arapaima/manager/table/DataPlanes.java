package io.arapaima.manager.table;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.DataPlaneKind;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.ipvs.IpvsDataPlane;
import io.arapaima.manager.addresses.AddressPlanes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the data plane that lvs.cf names; the relay is started where it does not run yet. */
public final class DataPlanes implements Reconciler.Opener, AutoCloseable {
    private final DataPlaneKind kind;
    private final boolean optional;
    private final boolean pair;
    private final boolean moves;
    private final RelayKeeper relay;

    public DataPlanes(LvsConfig config, Path runDir) {
        this.kind = config.dataPlane();
        this.optional = config.failsOver() && kind == DataPlaneKind.AUTO;
        this.pair = config.backupActive() && !config.backup().isAnyLocalAddress();
        this.moves = config.inUse().stream().anyMatch(block -> !block.address().isLoopbackAddress());
        this.relay = new RelayKeeper(runDir.resolve("relay.sock"));
    }

    /**
     * Says who is to be told about the relay, on threads of its own.
     *
     * @param news it has ended or is there again
     * @param trouble what; {@link Reason#NONE} = it is over
     */
    public void onNews(Runnable news, Consumer<Reason> trouble) {
        relay.onNews(news, trouble);
    }

    @Override
    public DataPlane open() throws IOException {
        return switch (kind) {
            case NONE -> new NoDataPlane();
            case RELAY -> relay.open();
            case AUTO, IPVS -> optional ? ipvsIfThere() : IpvsDataPlane.open();
        };
    }

    /**
     * Opens a second conversation, for questions beside the director's.
     *
     * @return the kernel's; empty for the relay, which listens to one client at a time, and where there is nothing
     * @throws IOException when the kernel cannot be asked
     */
    public Optional<DataPlane> beside() throws IOException {
        return switch (kind) {
            case NONE, RELAY -> Optional.empty();
            case AUTO, IPVS -> optional ? Optional.empty() : Optional.of(IpvsDataPlane.open());
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
    public void require() throws IOException {
        switch (kind) {
            case AUTO, IPVS -> open().close();
            case RELAY -> {
                if (pair && moves && !AddressPlanes.mayChange()) {
                    throw new DataPlaneException(
                            "two directors on the relay need the right to move addresses: start this one"
                                    + " with CAP_NET_ADMIN (as root), or write backup_active = 0");
                }
            }
            case NONE -> {
                // Nothing needs nothing.
            }
        }
    }

    /** The director stops for good, so its relay has nothing left to forward. */
    public void quit() {
        if (kind == DataPlaneKind.RELAY) {
            relay.quit();
        }
    }

    /** The relay and its table stay; it is not watched any more. */
    @Override
    public void close() {
        relay.close();
    }
}
