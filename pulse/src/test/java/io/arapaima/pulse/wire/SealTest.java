package io.arapaima.pulse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.config.Edition;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.pulse.election.Beat;
import io.arapaima.pulse.election.Grade;
import io.arapaima.pulse.wire.Correspondent.Deliver;
import io.arapaima.pulse.wire.Correspondent.Drop;
import io.arapaima.pulse.wire.Correspondent.Greet;
import io.arapaima.pulse.wire.Correspondent.Unopened;
import io.arapaima.pulse.wire.Correspondent.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a forger, an eavesdropper and somebody who plays packets back can do: nothing. */
class SealTest {
    private static final SharedKey KEY = SharedKey.of("a secret of two directors".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] WORDS = "all is well".getBytes(StandardCharsets.US_ASCII);
    private static final long US = 4711;

    private final Seal partner = new Seal(KEY, 1, 0);
    private final Correspondent correspondent = new Correspondent(new Seal(KEY, US, 0), US);
    private long now = 1;

    private Verdict judge(byte[] packet) {
        now += 1_000_000_000;
        return Seal.head(packet, 0, packet.length)
                .map(head -> correspondent.judge(head, packet, 0, packet.length, now)).orElse(new Drop());
    }

    private byte[] packet(long to) {
        return partner.close(false, to, WORDS, 0, WORDS.length);
    }

    @Test
    void whatThePartnerSealedForUsArrives() {
        assertThat(judge(packet(US))).isInstanceOfSatisfying(Deliver.class,
                d -> assertThat(d.data()).isEqualTo(WORDS));
        assertThat(correspondent.known()).isEqualTo(1);
    }

    @Test
    void aStrangerToThisProcessIsGreetedAndNotBelieved() {
        assertThat(judge(packet(0))).isEqualTo(new Greet(1));
        assertThat(correspondent.known()).isZero();
        assertThat(judge(partner.close(true, US, new byte[0], 0, 0))).isEqualTo(new Drop());
        assertThat(correspondent.known()).as("a greeting proves who is alive").isEqualTo(1);
    }

    @Test
    void nothingIsBelievedTwice() {
        byte[] first = packet(US);
        byte[] second = packet(US);
        assertThat(judge(second)).isInstanceOf(Deliver.class);
        assertThat(judge(first)).as("overtaken").isInstanceOf(Deliver.class);
        assertThat(judge(first)).isEqualTo(new Drop());
        assertThat(judge(second)).isEqualTo(new Drop());
        byte[] late = packet(US);
        for (int i = 0; i < 70; i++) {
            assertThat(judge(packet(US))).isInstanceOf(Deliver.class);
        }
        assertThat(judge(late)).as("older than the window").isEqualTo(new Drop());
        assertThat(correspondent.counts().replayed()).isEqualTo(3);
    }

    @Test
    void aProcessThatWasReplacedIsNeverBelievedAgain() {
        byte[] recorded = packet(US);
        assertThat(judge(packet(US))).isInstanceOf(Deliver.class);
        var restarted = new Seal(KEY, 2, 0);
        assertThat(judge(restarted.close(false, US, WORDS, 0, WORDS.length))).isInstanceOf(Deliver.class);
        assertThat(judge(recorded)).isEqualTo(new Drop());
        assertThat(correspondent.known()).isEqualTo(2);
    }

    @Test
    void whatWasRecordedBeforeThisProcessBeganIsNotBelieved() {
        assertThat(judge(packet(US - 1))).isInstanceOf(Greet.class);
        assertThat(correspondent.known()).isZero();
    }

    @Test
    void everyBitIsGuarded() {
        byte[] packet = packet(US);
        var random = new Random(1);
        for (int bit = 0; bit < packet.length * 8; bit++) {
            byte[] forged = packet.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(judge(forged)).as("bit %d", bit).isIn(new Drop(), new Unopened());
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            assertThat(judge(garbage)).isIn(new Drop(), new Unopened());
        }
        assertThat(correspondent.known()).isZero();
        assertThat(judge(packet)).isInstanceOf(Deliver.class);
    }

    @Test
    void anotherKeyOpensNothing() {
        var stranger = new Seal(SharedKey.none(), 1, 0);
        assertThat(judge(stranger.close(false, US, WORDS, 0, WORDS.length))).isEqualTo(new Unopened());
        assertThat(correspondent.counts().unopened()).isEqualTo(1);
    }

    @Test
    void aKeyFileIsForItsOwnerAlone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> SharedKey.read(file)).hasMessageContaining("chmod 600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(SharedKey.read(file).of(1).getEncoded())
                .isEqualTo(SharedKey.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)).of(1)
                        .getEncoded());
        Files.writeString(file, "short");
        assertThatThrownBy(() -> SharedKey.read(file)).hasMessageContaining("has 5 bytes");
    }

    @Test
    void beatsSurviveTheWireAndGarbageIsNone() {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            var beat = new Beat(random.nextInt(9), random.nextLong(), random.nextLong(), random.nextBoolean(),
                    Grade.of(random.nextInt(3)).orElseThrow(), random.nextBoolean(), random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextBoolean(), random.nextBoolean(), random.nextLong(), random.nextInt(1 << 30),
                    random.nextInt(1 << 30),
                    random.nextLong(), random.nextLong(), new Edition(random.nextInt(), random.nextInt()));
            byte[] bytes = BeatCodec.write(beat);
            assertThat(BeatCodec.read(bytes, 0, bytes.length)).contains(beat);
            assertThat(BeatCodec.read(bytes, 0, random.nextInt(bytes.length))).isEmpty();
            whatFollowsSurvivesToo(beat, bytes.length);
        }
    }

    /** A build that does not know it reads the beat without, as this one does what it does not understand. */
    private static void whatFollowsSurvivesToo(Beat beat, int length) {
        for (RoleReason.HoldBack why : List.of(new RoleReason.Maintenance("\u5c71\u7530", "new disk", Optional.empty()),
                new RoleReason.SwitchOver("anna", ""), new RoleReason.Failback(Optional.empty()),
                new RoleReason.Unfit("no link on eth0"))) {
            byte[] bytes = BeatCodec.write(with(beat, Optional.of(why)));
            assertThat(BeatCodec.read(bytes, 0, bytes.length).orElseThrow().holdsBack()).contains(why);
            for (int cut = length; cut < bytes.length; cut++) {
                assertThat(BeatCodec.read(bytes, 0, cut)).contains(with(beat, Optional.empty()));
            }
            bytes[length] = 99;
            assertThat(BeatCodec.read(bytes, 0, bytes.length)).contains(with(beat, Optional.empty()));
        }
        byte[] longest = BeatCodec.write(with(beat, Optional.of(new RoleReason.Unfit("\u5c71".repeat(5000)))));
        assertThat(longest).hasSizeLessThan(600);
        assertThat(BeatCodec.read(longest, 0, longest.length).orElseThrow().holdsBack())
                .contains(new RoleReason.Unfit("\u5c71".repeat(117) + "..."));
    }

    private static Beat with(Beat b, Optional<RoleReason.HoldBack> why) {
        return new Beat(b.rank(), b.incarnation(), b.sequence(), b.active(), b.grade(), b.declines(), b.yields(),
                b.leaving(), b.overdue(), b.deaf(), b.term(), b.fadeMillis(), b.deadtimeMillis(), b.heardIncarnation(),
                b.heardSequence(), b.file(), why);
    }
}
