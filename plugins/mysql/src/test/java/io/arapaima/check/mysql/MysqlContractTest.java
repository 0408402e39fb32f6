package io.arapaima.check.mysql;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import java.util.Map;

class MysqlContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new MysqlCheck(),
                Backend.answering(Passwords.NATIVE, Backend.packet(2, Backend.OK), Backend.row("0")))
                .options(Map.of("user", "hans", "password", "gretel", "query", "SELECT @@read_only", "answer", "^0$"));
    }
}
