package io.arapaima.check.http;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class HttpContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms
                .tcp(new HttpCheck(),
                        Dialogue.answering("\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"))
                .options(Map.of("body", "^hel+o$"));
    }
}
