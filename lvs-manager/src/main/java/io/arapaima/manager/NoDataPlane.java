package io.arapaima.manager;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Table;
import java.util.List;
import java.util.Map;

/** {@code data_plane = none}: checks run, mails go out, nothing is forwarded. */
final class NoDataPlane implements DataPlane {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public Table table() {
        return Table.EMPTY;
    }

    @Override
    public Map<DestinationId, Connections> connections() {
        return Map.of();
    }

    @Override
    public List<Refusal> apply(List<Change> changes) {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
