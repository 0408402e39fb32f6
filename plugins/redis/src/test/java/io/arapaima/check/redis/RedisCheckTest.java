package io.arapaima.check.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisCheckTest {
    private static CheckResult ask(List<String> script, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(">*1", ">$4", ">PING"));
        all.addAll(script);
        return Asking.once(new RedisCheck(),
                new ScriptedServer(Behaviour.ANSWERS, Dialogue.lines(all.toArray(String[]::new))), options);
    }

    private static CheckResult role(String... answer) throws Exception {
        List<String> script = new ArrayList<>(List.of("+PONG", ">*1", ">$4", ">ROLE"));
        script.addAll(List.of(answer));
        return ask(script, "role", "replica");
    }

    @Test
    void aServerThatStillLoadsIsNotWell() throws Exception {
        assertThat(ask(List.of("-LOADING Redis is loading the dataset in memory"))).isEqualTo(new Failed(
                Reason.CONTENT, "the server answers PING with LOADING Redis is loading the dataset in memory"));
        assertThat(ask(List.of("+OK")))
                .isEqualTo(new Failed(Reason.CONTENT, "expected PONG to PING, got \"OK\""));
    }

    @Test
    void whatIsNoRedisIsAnotherProtocol() throws Exception {
        assertThat(ask(List.of("HTTP/1.1 400 Bad Request")))
                .isEqualTo(
                        new Failed(Reason.PROTOCOL, "expected an answer of Redis, got \"HTTP/1.1 400 Bad Request\""));
        assertThat(ask(List.of("$99999999"))).isEqualTo(
                new Failed(Reason.PROTOCOL, "expected a length of at most 32768, got \"99999999\""));
        assertThat(ask(List.of("*1", "*1", "*1", "*1", "*1"))).isEqualTo(
                new Failed(Reason.PROTOCOL, "the answer to PING nests too deep"));
        assertThat(ask(List.of("*1024\r\n" + "*1024\r\n".repeat(3) + ":1\r\n".repeat(5000))))
                .isEqualTo(new Failed(Reason.PROTOCOL, "the answer to PING has more than 4096 values"));
    }

    @Test
    void theRoleDecides() throws Exception {
        assertThat(role("*3", "$6", "master", ":0", "*0"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected the role replica, got \"master\""));
        assertThat(role("*5", "$5", "slave", "$9", "192.0.2.1", ":6379", "$10", "connecting", ":-1"))
                .isEqualTo(new Failed(Reason.CONTENT,
                        "expected a replica that is connected to its master at 192.0.2.1, got the state "
                                + "\"connecting\""));
        assertThat(role("*0")).isEqualTo(new Failed(Reason.CONTENT, "expected the role replica, got \"\""));
        assertThat(role("*1", "$5", "slave")).isInstanceOf(Failed.class);
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(List.of(), "user", "hans")).isInstanceOf(Inconclusive.class);
        assertThat(ask(List.of(), "max-lag", "5")).isInstanceOf(Inconclusive.class);
        assertThat(ask(List.of(), "password", "@/no/such/file")).isInstanceOf(Inconclusive.class);
    }

    /** What the check's own login lacks; a server that loads, or writes nothing any more, fails as ever. */
    @Test
    void whatTheServerWantsOfUsSaysNothingAboutIt() throws Exception {
        assertThat(ask(List.of("-NOAUTH Authentication required."))).isEqualTo(new Inconclusive(
                "the server wants a password; set redis_password (NOAUTH Authentication required.)"));
        assertThat(ask(List.of("-NOPERM this user has no permissions to run the 'ping' command")))
                .isInstanceOfSatisfying(Inconclusive.class, said -> assertThat(said.cause()).contains("ACL SETUSER"));
        for (String state : List.of("LOADING Redis is loading the dataset in memory",
                "MISCONF Errors writing to the AOF file",
                "MASTERDOWN Link with MASTER is down", "ERR max number of clients reached")) {
            assertThat(ask(List.of("-" + state))).isEqualTo(
                    new Failed(Reason.CONTENT, "the server answers PING with " + state));
        }
    }
}
