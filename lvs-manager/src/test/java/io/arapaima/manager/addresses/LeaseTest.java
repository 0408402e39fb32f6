package io.arapaima.manager.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.MemoryAddressPlane;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final VirtualAddress FOUR = address("10.0.0.9", 32);
    private static final VirtualAddress SIX = address("2001:db8::9", 128);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final long MILLI = 1_000_000;

    private final MemoryAddressPlane plane = new MemoryAddressPlane();
    private final List<Runnable> renewals = new ArrayList<>();
    private long nanos;
    private Lease lease = new Lease(plane, List.of(), renewals::add, () -> nanos);

    private static VirtualAddress address(String text, int prefix) {
        return new VirtualAddress(InetAddress.ofLiteral(text), prefix, "eth0", "");
    }

    @BeforeEach
    void begin() throws DataPlaneException {
        confirm(Role.ACTIVE, TWO_SECONDS);
        lease.hold(FOUR);
        lease.hold(SIX);
        plane.done();
    }

    private boolean confirm(Role role, Duration length) {
        boolean believed = lease.confirm(role, length, nanos);
        work();
        return believed;
    }

    private void work() {
        List.copyOf(renewals).forEach(Runnable::run);
        renewals.clear();
    }

    private void pass(long millis) {
        nanos += millis * MILLI;
    }

    @Test
    void eachWordRenewsAndNothingElseDoes() {
        pass(500);
        assertThat(confirm(Role.ACTIVE, TWO_SECONDS)).isTrue();
        assertThat(plane.done()).containsExactly("hold " + FOUR + " for 2 s", "hold " + SIX + " for 2 s");
        pass(10_000);
        work();
        assertThat(plane.done()).isEmpty();
        assertThat(lease.lapsed()).isTrue();
        assertThat(lease.valid()).isFalse();
    }

    @Test
    void anOldWordIsNotBelievedUnlessItEndsTheRole() throws DataPlaneException {
        pass(10_000);
        plane.remove(FOUR);
        plane.remove(SIX);
        assertThat(lease.confirm(Role.ACTIVE, TWO_SECONDS, nanos - 1_001 * MILLI)).isFalse();
        work();
        assertThat(lease.hold(FOUR)).isFalse();
        assertThat(lease.valid()).isFalse();
        assertThat(plane.held()).isEmpty();
        assertThat(lease.confirm(Role.STANDBY, TWO_SECONDS, nanos - 60_000 * MILLI)).isTrue();
    }

    @Test
    void aRenewalThatComesLateIsNone() {
        pass(500);
        lease.confirm(Role.ACTIVE, TWO_SECONDS, nanos);
        pass(1_001);
        work();
        assertThat(plane.done()).isEmpty();
    }

    @Test
    void whoeverWasStoppedWhileAddingRemovesAgain() throws DataPlaneException {
        plane.drop(FOUR);
        plane.done();
        plane.witness(change -> nanos += change.startsWith("hold") ? 3_000 * MILLI : 0);
        lease.hold(FOUR);
        assertThat(plane.held()).containsExactly(SIX);
        assertThat(plane.done()).containsExactly("hold " + FOUR + " for 2 s", "drop " + FOUR);
    }

    @Test
    void whatSomebodyRemovedIsNotRenewedAndWhatRanOutIs() {
        plane.remove(FOUR);
        pass(500);
        confirm(Role.ACTIVE, TWO_SECONDS);
        assertThat(plane.held()).as("removed by somebody: the director's business").containsExactly(SIX);
        assertThat(lease.restored()).isEmpty();
        pass(2_000);
        plane.remove(SIX);
        confirm(Role.ACTIVE, TWO_SECONDS);
        assertThat(plane.held()).containsExactly(FOUR, SIX);
        assertThat(lease.restored()).containsExactly(FOUR, SIX);
        assertThat(lease.restored()).as("told once").isEmpty();
        assertThat(lease.lapsed()).isFalse();
    }

    @Test
    void giveUpNeedsNoDirectorAndAWaitingRenewalRenewsNothing() throws DataPlaneException {
        lease.confirm(Role.ACTIVE, TWO_SECONDS, nanos);
        lease.confirm(Role.STANDBY, TWO_SECONDS, nanos);
        assertThat(lease.valid()).isFalse();
        work();
        assertThat(plane.held()).isEmpty();
        assertThat(plane.done()).containsExactly("drop " + FOUR, "drop " + SIX);
        assertThat(lease.drop(FOUR, plane.held())).as("it was here until then").isTrue();
        assertThat(lease.drop(FOUR, plane.held())).isFalse();
        assertThat(lease.hold(FOUR)).isFalse();
    }

    @Test
    void anEndlessAddressBecomesALeaseAndBack() {
        confirm(Role.ACTIVE, Duration.ZERO);
        assertThat(plane.done()).containsExactly("hold " + FOUR, "hold " + SIX);
        pass(3_600_000);
        confirm(Role.ACTIVE, Duration.ZERO);
        assertThat(plane.done()).as("for ever needs no renewal").isEmpty();
        assertThat(lease.lapsed()).isFalse();
        confirm(Role.ACTIVE, TWO_SECONDS);
        assertThat(plane.done()).containsExactly("hold " + FOUR + " for 2 s", "hold " + SIX + " for 2 s");
    }

    @Test
    void whatStillLivesIsAdoptedWithTheFirstWordAndWhatDoesNotIsLeftAlone() {
        plane.remove(SIX);
        lease = new Lease(plane, List.of(FOUR, SIX), renewals::add, () -> nanos);
        assertThat(lease.valid()).isFalse();
        confirm(Role.ACTIVE, TWO_SECONDS);
        assertThat(plane.done()).containsExactly("hold " + FOUR + " for 2 s");
    }

    @Test
    void oneRefusalDoesNotKeepTheOthersFromBeingRenewed() {
        plane.refuse(FOUR);
        pass(500);
        confirm(Role.ACTIVE, TWO_SECONDS);
        assertThat(plane.done()).containsExactly("hold " + SIX + " for 2 s");
        assertThat(lease.failure()).isEqualTo("the test refuses it");
    }

    @Test
    void aWordOfAnotherClockIsNotBelieved() {
        pass(500);
        assertThat(lease.confirm(Role.ACTIVE, TWO_SECONDS, nanos + 1)).isFalse();
        assertThat(lease.confirm(Role.ACTIVE, TWO_SECONDS, nanos)).isTrue();
    }
}
