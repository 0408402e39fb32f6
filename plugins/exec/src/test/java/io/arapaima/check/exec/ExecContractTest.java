package io.arapaima.check.exec;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import java.util.Map;

class ExecContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return HostilePrograms.against(Terms.of(new ExecCheck())).options(Map.of("expect", "OK"));
    }
}
