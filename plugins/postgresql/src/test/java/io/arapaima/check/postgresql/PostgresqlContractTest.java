package io.arapaima.check.postgresql;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import java.util.Map;

class PostgresqlContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new PostgresqlCheck(), Backend.answering(Backend.WELCOME, Backend.row("42")))
                .options(Map.of("user", "hans", "query", "SELECT 42", "answer", "^42$"));
    }
}
