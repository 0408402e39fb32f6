package io.arapaima.check.websocket;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;

class WebSocketContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new WebSocketCheck(), Scripted.server(WebSocketCheckTest.GOOD, WebSocketCheckTest.PONG));
    }
}
