package io.arapaima.check.mailbox;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;

class PopContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new PopCheck(), Dialogue.lines("+OK ready", ">QUIT", "+OK bye"));
    }
}
