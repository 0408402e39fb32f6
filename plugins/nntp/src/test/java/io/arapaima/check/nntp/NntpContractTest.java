package io.arapaima.check.nntp;

import io.arapaima.check.CheckContract;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Terms;
import java.util.Map;

class NntpContractTest extends CheckContract {
    @Override
    protected Terms terms() {
        return Terms.tcp(new NntpCheck(),
                Dialogue.lines("200 news.example.com ready", ">AUTHINFO USER hans", "381 and", ">AUTHINFO PASS gretel",
                        "281 in", ">GROUP news.announce", "211 5 1 5 news.announce", ">QUIT", "205 bye"))
                .options(Map.of("user", "hans", "password", "gretel", "group", "news.announce"));
    }
}
