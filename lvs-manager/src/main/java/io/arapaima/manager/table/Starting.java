package io.arapaima.manager.table;

import java.io.IOException;

/** The data plane has been started and is not there yet; there will be news. */
final class Starting extends IOException {
    private static final long serialVersionUID = 1;

    Starting(String message) {
        super(message);
    }
}
