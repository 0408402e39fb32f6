package com.example.check.template;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;

/** Servers that hang, drip, flood, close early ...; see docs/writing-a-check.md. */
class TemplateCheckContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new TemplateCheck(), Dialogue.answering("PING\r\n", "PONG\r\n"));
    }
}
