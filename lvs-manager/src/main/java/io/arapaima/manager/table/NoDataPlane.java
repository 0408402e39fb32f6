package io.arapaima.manager.table;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.Connections;
import io.arapaima.dataplane.DataPlane;
import io.arapaima.dataplane.DestinationId;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Table;
import java.util.List;
import java.util.Map;

/**
 * {@code data_plane = none}: checks run, mails go out, nothing is forwarded. What it is given it remembers, so that it reads
 * back as any other data plane does: one that forgot would look as if somebody had emptied it.
 */
final class NoDataPlane implements DataPlane {
    private Table table = Table.EMPTY;

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public Map<DestinationId, Connections> connections() {
        return Map.of();
    }

    @Override
    public List<Refusal> apply(List<Change> changes) {
        table = table.after(changes);
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
