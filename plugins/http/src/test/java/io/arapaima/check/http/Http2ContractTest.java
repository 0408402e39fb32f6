package io.arapaima.check.http;

import static io.arapaima.http2.ScriptedHttp2.OK;
import static io.arapaima.http2.ScriptedHttp2.SETTINGS;
import static io.arapaima.http2.ScriptedHttp2.data;
import static io.arapaima.http2.ScriptedHttp2.frame;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import io.arapaima.http2.ScriptedHttp2;
import java.util.List;
import java.util.Map;

class Http2ContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new HttpCheck(),
                ScriptedHttp2.answering(List.of(SETTINGS, OK, data("68656c6c6f"), frame(0, 1, 1, ""))))
                .options(Map.of("version", "2", "body", "^hel+o$"));
    }
}
