package com.example.check.myredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.Dialogue;
import io.arapaima.check.Options;
import io.arapaima.check.ScriptedServer;
import io.arapaima.check.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class MyRedisCheckTest {
    private static final Dialogue WITH_PASSWORD = (in, out) -> {
        String auth = new String(in.readNBytes("AUTH secret\r\n".length()), StandardCharsets.US_ASCII);
        boolean right = auth.equals("AUTH secret\r\n");
        out.write((right ? "+OK\r\n" : "-WRONGPASS invalid password\r\n").getBytes(StandardCharsets.US_ASCII));
        Dialogue.answering("PING\r\n", "+PONG\r\n").hold(in, out);
    };

    private static CheckResult probe(Dialogue dialogue, Map<String, String> options) throws IOException {
        var check = new MyRedisCheck();
        Duration limit = Duration.ofSeconds(5);
        try (var server = new ScriptedServer(Behaviour.ANSWERS, dialogue)) {
            return check
                    .probe(new Target(server.address().getAddress(), server.address().getPort(), Target.Transport.TCP,
                            limit, Options.of(check.options(), options)), Deadline.in(limit));
        }
    }

    @Test
    void aPasswordIsSentWhereOneIsSet() throws IOException {
        assertThat(probe(WITH_PASSWORD, Map.of("password", "secret"))).isInstanceOf(Passed.class);
        assertThat(probe(WITH_PASSWORD, Map.of("password", "wrong!")))
                .isEqualTo(new Failed(Reason.CONTENT, "the server said -WRONGPASS invalid password"));
    }

    @Test
    void theDelayIsMeasuredAndMayBeTooLong() throws IOException {
        Dialogue good = Dialogue.answering("PING\r\n", "+PONG\r\n");
        assertThat(probe(good, Map.of())).isInstanceOfSatisfying(Passed.class,
                passed -> assertThat(passed.metrics()).singleElement().extracting("name").isEqualTo("delay"));
        assertThat(probe((in, out) -> {
            LockSupport.parkNanos(20_000_000);
            good.hold(in, out);
        }, Map.of("max-delay", "10ms"))).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.text()).startsWith("PONG came after "));
    }

    @Test
    void aServerThatStillLoadsIsNotWell() throws IOException {
        Dialogue loading = Dialogue.answering("PING\r\n", "-LOADING Redis is loading the dataset in memory\r\n");
        assertThat(probe(loading, Map.of())).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(Reason.CONTENT));
    }
}
