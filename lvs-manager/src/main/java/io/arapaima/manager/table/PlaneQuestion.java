package io.arapaima.manager.table;

import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DataPlaneException;

/**
 * Something that is asked of the data plane and changes no entry of its table.
 *
 * @param <T> what is answered
 */
@FunctionalInterface
public interface PlaneQuestion<T> {
    /**
     * Asks.
     *
     * @param plane whom; used by one thread at a time
     * @return the answer
     * @throws DataPlaneException when it refuses or cannot be asked
     */
    T of(DataPlane plane) throws DataPlaneException;
}
