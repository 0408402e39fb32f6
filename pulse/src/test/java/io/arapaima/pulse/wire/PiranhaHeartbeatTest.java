package io.arapaima.pulse.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.Edition;
import io.arapaima.ipc.reason.English;
import io.arapaima.pulse.Heart;
import io.arapaima.pulse.election.Effect;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.election.Input;
import io.arapaima.pulse.election.Rules;
import io.arapaima.pulse.election.Standing;
import io.arapaima.pulse.election.Succession;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partner that speaks Piranha's words, seen on the wire, against a heart that is not told of it. */
class PiranhaHeartbeatTest {
    private static final InetAddress OWN = InetAddress.ofLiteral("127.0.1.1");
    private static final InetAddress PARTNER = InetAddress.ofLiteral("127.0.1.2");
    private static final String ACTIVE = "dadbadbd";
    private static final String NOT_ACTIVE = "bddabdad";

    private DatagramSocket partner = unbound();
    private Heart heart = new Heart(Standing.start(rules(0), 7, false, System.nanoTime()), (_, _) -> {});
    private PiranhaHeartbeat wire = unopened();
    private Thread beating = new Thread();

    private static Rules rules(int rank) {
        var all = List.of(new Rules.Director(0, "primary"), new Rules.Director(1, "backup"));
        return new Rules(all.get(rank), List.of(all.get(1 - rank)), List.of("public"), Duration.ofMillis(100),
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), false, false,
                Rules.Fencing.NONE, true, Edition.UNKNOWN);
    }

    private static DatagramSocket unbound() {
        try {
            return new DatagramSocket(null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private PiranhaHeartbeat unopened() {
        try {
            return PiranhaHeartbeat.open(List.of(), 0, rules(0), false, 7, () -> 0, _ -> {}, (_, _) -> {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void bind() throws IOException {
        partner.bind(new InetSocketAddress(PARTNER, 0));
        partner.setSoTimeout(60_000);
    }

    /** The partner listens at a port of its own choice, as tests may not have 539; both sides use one. */
    private void start(int rank) throws IOException {
        start(rank, false);
    }

    private void start(int rank, boolean fos) throws IOException {
        int port = partner.getLocalPort();
        var path = new Heartbeat.Path("public", OWN, Map.of(1 - rank, PARTNER));
        heart = new Heart(Standing.start(rules(rank), 7, false, System.nanoTime()), (effect, _) -> {
            if (effect instanceof Effect.Send(var to, var beat)) {
                wire.send(to, beat);
            }
        });
        wire = PiranhaHeartbeat.open(List.of(path), port, rules(rank), fos, 7, () -> heart.standing().role().term(),
                input -> heart.give(input),
                (name, beat) -> heart.give(new Input.Heard(name, beat, System.nanoTime())));
        beating = Thread.ofPlatform().daemon().start(heart);
    }

    @AfterEach
    void end() throws InterruptedException {
        heart.give(new Input.Released());
        heart.give(new Input.Stop());
        heart.give(new Input.Released());
        beating.join(10_000);
        wire.close();
        partner.close();
    }

    private void say(String word) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(word);
        partner.send(new DatagramPacket(bytes, bytes.length, OWN, partner.getLocalPort()));
    }

    private String hear() throws IOException {
        var packet = new DatagramPacket(new byte[16], 16);
        partner.receive(packet);
        return HexFormat.of().formatHex(packet.getData(), 0, packet.getLength());
    }

    private void until(String word, String meanwhile) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            say(meanwhile);
            if (hear().equals(word)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("never heard " + word);
    }

    @Test
    void theBackupTakesOverFromAPrimaryThatIsNotActiveButNotAtTheVeryStart() throws Exception {
        start(1);
        say(NOT_ACTIVE);
        assertThat(hear()).isEqualTo(NOT_ACTIVE);
        assertThat(heart.standing().active()).as("docs/piranha.md, P3").isFalse();
        until(ACTIVE, NOT_ACTIVE);
        assertThat(English.of(heart.standing().role().reason())).contains("leaves the role");
    }

    @Test
    void ofTwoActiveOnesTheBackupGivesWay() throws Exception {
        start(1);
        until(ACTIVE, NOT_ACTIVE);
        say(ACTIVE);
        Await.until("the backup is not active", () -> !heart.standing().active());
        heart.give(new Input.Released());
        until(NOT_ACTIVE, ACTIVE);
    }

    @Test
    void thePrimaryStaysAndWordsOfTheOtherByteOrderAreUnderstood() throws Exception {
        start(0);
        until(ACTIVE, "adbddabd");
        for (int i = 0; i < 20; i++) {
            say("bdaddbda");
            assertThat(hear()).isEqualTo(ACTIVE);
        }
        assertThat(heart.standing().active()).isTrue();
    }

    private void until(java.util.function.Predicate<Standing> wish, String meanwhile) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (wish.test(heart.standing())) {
                return;
            }
            say(meanwhile);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(heart.standing().toString());
    }

    /** A healthy old standby says nothing but "not active": it is free to take over. */
    @Test
    void aStandbyIsFitToServeAndGetsTheRoleOfOneThatIsNot() throws Exception {
        start(0);
        until(ACTIVE, NOT_ACTIVE);
        assertThat(new Succession(heart.standing(), System.nanoTime()).cannotSwitchOver()).isEmpty();
        heart.give(new Input.Health("hub", Grade.BROKEN, new Reason.Said("hangs")));
        until(is -> !is.active(), NOT_ACTIVE);
        assertThat(English.of(heart.standing().role().reason())).contains("hangs", "backup is fit");
    }

    @Test
    void failoverServicesHaveWordsOfTheirOwn() throws Exception {
        start(1, true);
        until("bebaefbe", "efbeadde");
        say("dadaadde");
        until(is -> !is.active(), "bebaefbe");
    }

    @Test
    void thePartnersOtherKindOfServiceIsASignOfLifeAndTheKeywordIsNamed() throws Exception {
        start(1);
        until(is -> is.candidacy().troubles().values().stream()
                .anyMatch(t -> English.of(t.what()).contains("runs service = fos")),
                "bebaefbe");
        for (int i = 0; i < 20; i++) {
            say("bebaefbe");
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(heart.standing().active()).isFalse();
        Await.until("it is active", () -> heart.standing().active());
        assertThat(English.of(heart.standing().role().reason())).as("once it is silent").contains("silent for");
    }

    @Test
    void otherWordsAreNoSignOfLife() throws Exception {
        start(1);
        say("afbebade");
        say("00");
        until(ACTIVE, "beefbabf");
        assertThat(English.of(heart.standing().role().reason())).contains("not heard since the start");
        assertThat(wire.garbage()).isPositive();
    }
}
