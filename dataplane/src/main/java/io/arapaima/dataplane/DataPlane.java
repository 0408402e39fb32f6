package io.arapaima.dataplane;

import java.util.List;
import java.util.Map;

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
     * Reads what each destination carries now.
     *
     * @return connections by destination; a destination that is missing carries none
     * @throws DataPlaneException when the data plane cannot be asked
     */
    Map<DestinationId, Connections> connections() throws DataPlaneException;

    /**
     * Makes changes in order. A refused change does not stop those after it. All are in force when this returns.
     *
     * @param changes the steps, as {@link TableDiff} orders them
     * @return what was refused, in order; empty when all is done
     * @throws DataPlaneException when the data plane cannot be reached; then any prefix of the changes may be in force
     */
    List<Refusal> apply(List<Change> changes) throws DataPlaneException;

    /** Lets go of the data plane. The table stays in force. */
    @Override
    void close();
}
