package io.arapaima.check.grpc;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Terms;
import io.arapaima.http2.ScriptedHttp2;
import java.util.List;

class GrpcContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new GrpcCheck(), ScriptedHttp2.answering(List.of(ScriptedHttp2.SETTINGS,
                ScriptedHttp2.OK, ScriptedHttp2.data("00000000020801"), GrpcCheckTest.TRAILERS)));
    }
}
