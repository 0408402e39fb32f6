package io.arapaima.ipvs;

import static io.arapaima.ipvs.ScriptedChannel.ack;
import static io.arapaima.ipvs.ScriptedChannel.bytes;
import static io.arapaima.ipvs.ScriptedChannel.datagram;
import static io.arapaima.ipvs.ScriptedChannel.done;
import static io.arapaima.ipvs.ScriptedChannel.error;
import static io.arapaima.ipvs.ScriptedChannel.item;
import static io.arapaima.ipvs.ScriptedChannel.lost;
import static io.arapaima.ipvs.ScriptedChannel.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kernel at its worst: late, twice, in the wrong order, cut, or not at all. */
class NetlinkTest {
    private static final int FAMILY = 0x20;
    private static final Netlink.Request REQUEST = new Netlink.Request(FAMILY, out -> out.put32(0));
    private static final Netlink.Decoder<Integer> NUMBER = message -> Optional.of(message.s32(0));

    private final ScriptedChannel kernel = new ScriptedChannel();
    private final Netlink netlink = new Netlink(kernel);

    @Test
    void aBatchAsksForOneAcknowledgementAndErrorsComeBackByTheirNumber() throws NetlinkException {
        kernel.onSend(m -> List.of(error(m.get(1), 17), error(m.get(3), 2), ack(m.get(4))));
        assertThat(batch(5)).isEqualTo(Map.of(1, Errno.EEXIST, 3, Errno.ENOENT));
        assertThat(kernel.sent.getFirst()).extracting(Message::flags).containsExactly(1, 1, 1, 1, 5);
    }

    @Test
    void theLastOfABatchMayBeTheRefusedOne() throws NetlinkException {
        kernel.onSend(m -> List.of(error(m.get(1), 3)));
        assertThat(batch(2)).isEqualTo(Map.of(1, Errno.ESRCH));
    }

    @Test
    void errorsTwiceOrBehindTheAcknowledgementAreStillMatched() throws NetlinkException {
        kernel.onSend(m -> List.of(error(m.get(2), 22), ack(m.get(3)), error(m.get(2), 22), error(m.get(0), 17)));
        assertThat(batch(4)).isEqualTo(Map.of(0, Errno.EEXIST, 2, Errno.EINVAL));
    }

    @Test
    void theKernelsOwnWordsAreKept() {
        kernel.onSend(m -> List.of(error(m.getFirst(), 22, "NLA string too long")));
        assertThatThrownBy(() -> netlink.carryOut(REQUEST)).isInstanceOf(NetlinkException.Refused.class)
                .hasMessage("EINVAL: NLA string too long");
    }

    @Test
    void droppedLateAndCutRepliesLeaveTheOutcomeOpen() {
        kernel.onSend(m -> List.of(lost(), ack(m.get(1))));
        assertThatThrownBy(() -> batch(2)).isInstanceOf(NetlinkException.Lost.class).hasMessageContaining("ENOBUFS");
        kernel.onSend(m -> List.of(silence()));
        assertThatThrownBy(() -> batch(2)).isInstanceOf(NetlinkException.Lost.class)
                .hasMessage("the kernel did not answer within 5 s");
        kernel.onSend(m -> List.of(bytes(Arrays.copyOf(new byte[]{36, 0, 0, 0, 2}, 20))));
        assertThatThrownBy(() -> batch(2)).isInstanceOf(NetlinkException.Lost.class)
                .hasMessage("a message of 36 bytes where 20 are left, at byte 0");
    }

    @Test
    void whatAnEarlierBatchLeftBehindIsPassedOver() throws NetlinkException {
        kernel.onSend(m -> List.of(lost(), error(m.get(0), 17), ack(m.get(1))));
        assertThatThrownBy(() -> batch(2)).isInstanceOf(NetlinkException.Lost.class);
        kernel.onSend(m -> List.of(ack(m.get(1))));
        assertThat(batch(2)).isEmpty();
    }

    @Test
    void aDumpIsReadToItsEndWhateverStandsBetween() throws NetlinkException {
        kernel.onRequest(r -> List.of(item(r, 1), datagram(out -> out.begin(FAMILY, 0, 0).put32(9).end()), item(r, 2),
                ack(r), done(r, 0)));
        assertThat(netlink.dump(REQUEST, NUMBER)).isEqualTo(new Netlink.Dump<>(List.of(1, 2), 2));
        assertThat(kernel.sent.getFirst().getFirst().flags()).isEqualTo(0x301);
    }

    @Test
    void aDumpThatLosesRepliesIsDrainedAndReadAgain() throws NetlinkException {
        kernel.onRequest(r -> List.of(item(r, 1), lost(), item(r, 3), lost(), done(r, 0)));
        kernel.onRequest(r -> List.of(item(r, 1), item(r, 2), item(r, 3), done(r, 0)));
        assertThat(netlink.dump(REQUEST, NUMBER).items()).containsExactly(1, 2, 3);
    }

    @Test
    void anUnfinishedDumpMakesTheNextOneBusyUntilItIsDrained() throws NetlinkException {
        kernel.onRequest(r -> List.of(error(r, 16), item(r, 1), item(r, 1)));
        kernel.onRequest(r -> List.of(item(r, 1), done(r, 0)));
        assertThat(netlink.dump(REQUEST, NUMBER).items()).containsExactly(1);
    }

    @Test
    void aDumpDuringAChangeIsReadAgain() throws NetlinkException {
        kernel.onRequest(r -> List.of(datagram(
                out -> out.begin(FAMILY, ScriptedChannel.MULTI | Message.DUMP_INTERRUPTED, r.sequence()).put32(1)
                        .end()),
                done(r, 0)));
        kernel.onRequest(r -> List.of(item(r, 2), done(r, 0)));
        assertThat(netlink.dump(REQUEST, NUMBER).items()).containsExactly(2);
    }

    @Test
    void aDumpThatFailsOnItsWaySaysWhy() {
        kernel.onRequest(r -> List.of(item(r, 1), done(r, -12)));
        assertThatThrownBy(() -> netlink.dump(REQUEST, NUMBER)).hasMessage("ENOMEM");
    }

    @Test
    void aKernelThatNeverAnswersEndsTheReading() {
        IntStream.range(0, 5).forEach(i -> kernel.onSend(m -> List.of()));
        assertThatThrownBy(() -> netlink.get(REQUEST, NUMBER)).isInstanceOf(NetlinkException.Lost.class);
        assertThat(kernel.sent).hasSize(5);
    }

    @Test
    void anAnswerMayComeBehindItsAcknowledgement() throws NetlinkException {
        kernel.onRequest(r -> List.of(ack(r), item(r, 7)));
        assertThat(netlink.get(REQUEST, NUMBER)).isEqualTo(7);
    }

    private Map<Integer, Errno> batch(int size) throws NetlinkException {
        var errors = new TreeMap<Integer, Errno>();
        netlink.batch(Collections.nCopies(size, REQUEST))
                .forEach((index, refused) -> errors.put(index, refused.errno()));
        return errors;
    }
}
