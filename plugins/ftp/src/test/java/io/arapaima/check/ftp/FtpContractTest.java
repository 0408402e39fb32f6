package io.arapaima.check.ftp;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class FtpContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new FtpCheck(),
                Dialogue.lines("220-Welcome", " to this place", "220 ready", ">USER anonymous", "331 whoever",
                        ">PASS lvs@",
                        "230 in", ">TYPE I", "200 ok", ">SIZE /pub/file", "213 5", ">QUIT", "221 bye"))
                .options(Map.of("user", "anonymous", "file", "/pub/file"));
    }
}
