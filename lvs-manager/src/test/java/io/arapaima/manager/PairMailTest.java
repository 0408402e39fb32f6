package io.arapaima.manager;

import io.arapaima.ipc.reason.Reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which director of a pair mails what. */
@Timeout(180)
class PairMailTest extends PulseFixture {
    @Test
    void oneMailForOneChangeAndItComesFromTheNewOwner() throws Exception {
        say(Role.STANDBY, "partner is active");
        say(Role.ACTIVE, "partner silent for 600 ms");
        say(Role.ACTIVE, "partner silent for 600 ms");
        say(Role.STANDBY, "switch-over");
        assertThat(roles()).containsExactly("role: standby (partner is active)",
                "mail role: standby -> active (partner silent for 600 ms)", "role: active -> standby (switch-over)");
        assertThat(told().stream().filter(e -> e.kind().mailed())).hasSize(1);
    }

    @Test
    void whatBothSeeIsMailedByTheActiveDirectorAlone() throws Exception {
        say(Role.STANDBY, "partner is active");
        verdict(Verdict.State.UP);
        verdict(Verdict.State.DOWN);
        assertThat(told()).extracting(Event::line)
                .contains("web/s1: up -> down (the test says so); not in the table, 0 of 1 servers in service");
        assertThat(outbox()).as("mails of the standby").isEmpty();
        director.post(new Input.Trouble("nanny", new Reason.Said("it does not start")));
        status();
        status();
        assertThat(outbox()).as("what it alone can know").containsExactly("nanny: it does not start");
        say(Role.ACTIVE, "partner silent");
        status();
        assertThat(outbox()).last().isEqualTo("role: standby -> active (partner silent); "
                + "not well now: service web nobody, web/s1 down");
        verdict(Verdict.State.UP);
        assertThat(outbox()).hasSize(4).anyMatch(l -> l.startsWith("web/s1: down -> up"))
                .anyMatch(l -> l.startsWith("service web: nobody -> real servers"));
    }

    @Test
    void aRestartedHubMailsAsItDidUntilPulseSpeaks() throws Exception {
        say(Role.ACTIVE, "partner silent");
        verdict(Verdict.State.UP);
        kill();
        start(Optional.empty());
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).anyMatch(l -> l.startsWith("web/s1: up -> down"));
        say(Role.STANDBY, "partner is active");
        int before = outbox().size();
        verdict(Verdict.State.UP);
        assertThat(outbox()).hasSize(before);
    }

    /** There is nobody else who could: what happens while pulse is started again, and has not said active yet, is mailed here. */
    @Test
    void withoutAPartnerEveryEventIsMailed() throws Exception {
        end();
        Files.writeString(folder.resolve("lvs.cf"), BLOCKS);
        start(Optional.empty());
        verdict(Verdict.State.UP);
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).as("pulse has not spoken").anyMatch(l -> l.startsWith("web/s1: up -> down"));
        say(Role.STANDBY, "started");
        verdict(Verdict.State.UP);
        assertThat(outbox()).as("pulse was started again").anyMatch(l -> l.startsWith("web/s1: down -> up"));
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        var answer = new CompletableFuture<Message.Answer>();
        director.post(new Input.Reload(answer));
        answer.join();
        status();
        int before = outbox().size();
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).as("a partner was added, and pulse says standby").hasSize(before);
    }

    @Test
    void aFixedRoleMailsEverything() throws Exception {
        say(Role.STANDBY, "partner is active");
        end();
        Files.writeString(folder.resolve("lvs.cf"), FILE);
        start(Optional.of(Role.STANDBY));
        verdict(Verdict.State.UP);
        verdict(Verdict.State.DOWN);
        assertThat(outbox()).anyMatch(l -> l.startsWith("web/s1: up -> down"));
    }
}
