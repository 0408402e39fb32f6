package io.arapaima.planner;

import io.arapaima.config.CheckExpression;
import java.util.List;

/**
 * What is asked about the health of one server block.
 *
 * @param id identity of its check, where it is one
 * @param all the check, or several
 */
public record Checked(String id, CheckExpression all) {
    /** Identity of one of its checks. */
    String id(CheckExpression.Part part) {
        return all instanceof CheckExpression.Part ? id : id + " check " + part.check();
    }

    List<String> ids() {
        return all.parts().stream().map(this::id).toList();
    }
}
