package io.arapaima.check.dns;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class DnsTcpContractTest extends CheckContract {
    private static final Dialogue ANSWERING = (in, out) -> {
        int length = (in.read() << 8) | in.read();
        out.write(Replies.withLength(Replies.to(in.readNBytes(length), Replies.AUTHORITATIVE,
                Replies.entry(RecordType.A, "c0000201"))));
        Dialogue.SILENT.hold(in, out);
    };

    @Override
    protected Terms terms() {
        return Terms.tcp(new DnsCheck(), ANSWERING).options(Map.of("name", "www.example.org", "type", "A"));
    }
}
