package io.arapaima.ipvs;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.SyncDaemon;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's own tables, those of the network namespace in which this process is. Used by one thread at a time, best a
 * platform thread: each call holds it while the kernel works.
 */
public final class IpvsDataPlane implements DataPlane {
    private final IpvsClient client;
    private final Shortcut shortcut;
    private final TableReader reader;

    IpvsDataPlane(IpvsClient client, Shortcut shortcut) {
        this.client = client;
        this.shortcut = shortcut;
        this.reader = new TableReader(client, shortcut);
    }

    /**
     * Connects to the kernel, which loads its module ip_vs if need be.
     *
     * @return the data plane
     * @throws DataPlaneException when this kernel has no IPVS or this process may not command it; the message names the cure
     */
    public static IpvsDataPlane open() throws DataPlaneException {
        return new IpvsDataPlane(IpvsClient.open(), SockoptShortcut.open());
    }

    @Override
    public String name() {
        return "ipvs";
    }

    @Override
    public String heading() throws DataPlaneException {
        return client.heading();
    }

    /** {@inheritDoc} Services and destinations that the model does not know are left out: those of other programs. */
    @Override
    public Table table() throws DataPlaneException {
        return reader.read();
    }

    @Override
    public Table canonical(Table desired) {
        return Canonical.of(desired);
    }

    @Override
    public Map<DestinationId, Connections> connections() throws DataPlaneException {
        return client.connections();
    }

    @Override
    public Statistics traffic() throws DataPlaneException {
        return client.statistics();
    }

    @Override
    public void zero(Optional<ServiceKey> service) throws DataPlaneException {
        client.zero(service);
    }

    @Override
    public List<Refusal> apply(List<Change> changes) throws DataPlaneException {
        return new TableWriter(client, reader).apply(changes);
    }

    @Override
    public void timeouts(Timeouts timeouts) throws DataPlaneException {
        if (!timeouts.equals(Timeouts.UNCHANGED)) {
            client.timeouts(timeouts);
        }
    }

    /**
     * {@inheritDoc} There is no changing in the kernel: a daemon that differs is stopped, and the new one started. The old role
     * ends before the new one begins.
     */
    @Override
    public void synchronise(Optional<SyncDaemon> wanted) throws DataPlaneException {
        List<SyncDaemon> running = client.daemons();
        for (SyncDaemon daemon : running) {
            if (!wanted.equals(Optional.of(daemon))) {
                stop(daemon);
            }
        }
        if (wanted.isPresent() && !running.contains(wanted.get())) {
            try {
                client.start(wanted.get());
            } catch (NetlinkException failed) {
                throw Cure.daemon(wanted.get(), failed);
            }
        }
    }

    private void stop(SyncDaemon daemon) throws DataPlaneException {
        try {
            client.stop(daemon.role());
        } catch (NetlinkException failed) {
            boolean alreadyGone = failed instanceof NetlinkException.Refused refused
                    && refused.errno() == Errno.ESRCH;
            if (!alreadyGone) {
                throw Cure.unreachable(failed);
            }
        }
    }

    /** Lets go of the socket; the table stays in force and packets go on. */
    @Override
    public void close() {
        shortcut.close();
        client.close();
    }
}
