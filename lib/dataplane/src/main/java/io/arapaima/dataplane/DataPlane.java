package io.arapaima.dataplane;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whatever forwards packets. Policy belongs to the caller: a data plane neither retries nor decides.
 * Implementations are used by one thread at a time. The table outlives the caller: {@link #close()} leaves it as it is.
 */
public interface DataPlane extends AutoCloseable {
    /** {@return the name as in lvs.cf's {@code data_plane}: {@code relay}, {@code ipvs}} */
    String name();

    /**
     * Reads the whole table, foreign services included.
     *
     * @return what is in force now
     * @throws DataPlaneException when the data plane cannot be asked
     */
    Table table() throws DataPlaneException;

    /**
     * Says what {@link #table()} will read once a table is in force. What this data plane cannot tell apart becomes equal:
     * IPVS has no other port than the service's under direct routing and tunnelling. Compare with this, or the difference
     * never ends.
     *
     * @param desired a table as planned
     * @return the same table in the data plane's own form
     */
    default Table canonical(Table desired) {
        return desired;
    }

    /**
     * Reads what each destination carries now.
     *
     * @return connections by destination; a destination that is missing carries none
     * @throws DataPlaneException when the data plane cannot be asked
     */
    Map<DestinationId, Connections> connections() throws DataPlaneException;

    /**
     * Reads the table and what goes through it, in one go.
     *
     * @return the table with counters, rates and connections; a data plane that does not count has none
     * @throws DataPlaneException when the data plane cannot be asked
     */
    default Statistics traffic() throws DataPlaneException {
        return new Statistics(table(), Map.of(), Map.of(), connections());
    }

    /**
     * Has counters begin again at zero. Connections go on, and count as connections.
     *
     * @param service the service whose counters and whose destinations' counters begin again; empty = all
     * @throws DataPlaneException when the data plane refuses or cannot be asked
     */
    default void zero(Optional<ServiceKey> service) throws DataPlaneException {}

    /**
     * Makes changes in order. A refused change does not stop those after it. All are in force when this returns.
     *
     * @param changes the steps, as {@link TableDiff} orders them
     * @return what was refused, in order; empty when all is done
     * @throws DataPlaneException when the data plane cannot be reached; then any prefix of the changes may be in force
     */
    List<Refusal> apply(List<Change> changes) throws DataPlaneException;

    /**
     * Reads what {@code ipvsadm -Ln} prints first.
     *
     * @return {@code IP Virtual Server version 1.2.1 (size=4096)}, or what a data plane in user space is
     * @throws DataPlaneException when the data plane cannot be asked
     */
    default String heading() throws DataPlaneException {
        return name();
    }

    /**
     * Sets how long idle connections are remembered. A data plane whose limits are fixed does nothing.
     *
     * @param timeouts zero leaves a timeout as it is
     * @throws DataPlaneException when the data plane refuses or cannot be reached
     */
    default void timeouts(Timeouts timeouts) throws DataPlaneException {}

    /**
     * Starts, changes or stops the copying of connections to the partner. A data plane without it does nothing.
     *
     * @param wanted what shall run; empty = nothing
     * @throws DataPlaneException when the data plane refuses or cannot be reached
     */
    default void synchronise(Optional<SyncDaemon> wanted) throws DataPlaneException {}

    /** Lets go of the data plane. The table stays in force. */
    @Override
    void close();
}
