package io.arapaima.manager;

import io.arapaima.ipc.reason.AddressAlarm;
import io.arapaima.ipc.reason.Reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.addresses.AddressKeeper;
import io.arapaima.manager.addresses.Standing;
import io.arapaima.manager.addresses.AddressPlannerTest;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.addresses.Lease;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses whose role comes from pulse. */
class TakeoverTest {
    private static final VirtualAddress WEB = new VirtualAddress(InetAddress.ofLiteral("10.0.0.100"), 32, "eth0",
            "eth0:1");
    private static final LvsConfig CONFIG = AddressPlannerTest.config("""
            network = direct
            announce_refresh = 0
            announce_count = 1
            virtual v {
              active = 1
              address = 10.0.0.100 eth0:1
            }
            """);
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final String PEER = "02:00:00:00:00:07";

    @TempDir
    Path folder = Path.of("");

    private final MemoryAddressPlane plane = new MemoryAddressPlane();
    private final List<Runnable> questions = new ArrayList<>();
    private long nanos;
    private Duty duty = Duty.begin(Optional.empty(), Instant.EPOCH);
    @SuppressWarnings("NullAway.Init") // set before each test
    private Chronicle chronicle;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Lease lease;
    @SuppressWarnings("NullAway.Init") // set before each test
    private AddressKeeper keeper;

    @BeforeEach
    void begin() throws IOException {
        chronicle = new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.system());
        lease = new Lease(plane, chronicle.state().addresses(), Runnable::run, () -> nanos);
        keeper = new AddressKeeper(plane, lease, chronicle, questions::add);
        keeper.onNews(() -> {});
        duty = Duty.begin(Optional.empty(), Instant.EPOCH);
        keeper.configure(CONFIG, duty);
        look();
    }

    @AfterEach
    void end() {
        keeper.leave();
    }

    private void look() {
        keeper.keep(true, nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    /** As the conversation and the director do it, one after the other. */
    private void pulse(Role role) {
        lease.confirm(role, LEASE, nanos);
        if (!duty.is(role)) {
            duty = duty.became(role, new Reason.Said("the test says so"), Instant.EPOCH);
            keeper.configure(CONFIG, duty);
        }
        look();
    }

    private String state() {
        return String.join(" ", keeper.report().status().stream().map(DirectorSnapshot.AddressStatus::state).toList());
    }

    private List<Event> mailed() {
        return chronicle.last(100).stream().filter(e -> e.kind().mailed()).toList();
    }

    @Test
    void aTakeoverAsksNobodyAndIsNoMailOfItsOwn() {
        pulse(Role.STANDBY);
        assertThat(state()).isEmpty();
        plane.occupy("10.0.0.100", PEER);
        pulse(Role.ACTIVE);
        assertThat(plane.done()).startsWith("hold " + WEB + " for 1 s");
        assertThat(state()).isEqualTo("held");
        assertThat(keeper.report().inForce(Role.ACTIVE)).isEqualTo(Role.ACTIVE);
        assertThat(questions).isEmpty();
        assertThat(chronicle.last(1).getFirst().line()).endsWith("taken (the test says so)");
        pulse(Role.STANDBY);
        assertThat(plane.held()).isEmpty();
        assertThat(keeper.report().inForce(Role.STANDBY)).isEqualTo(Role.STANDBY);
        assertThat(chronicle.last(1).getFirst().line()).endsWith("released (standby)");
        assertThat(mailed()).isEmpty();
    }

    @Test
    void whoElseHasTheAddressIsAskedOnceTheFormerLeaseMustHaveEnded() {
        plane.occupy("10.0.0.100", PEER);
        pulse(Role.ACTIVE);
        for (int i = 0; i < 11; i++) {
            pass(Duration.ofMillis(250));
            pulse(Role.ACTIVE);
        }
        assertThat(questions).isEmpty();
        pass(Duration.ofMillis(100));
        pass(AddressKeeper.LOOK);
        pulse(Role.ACTIVE);
        answer();
        assertThat(chronicle.troubles()).containsExactly("second owner of 10.0.0.100/32 on eth0:1: "
                + PEER + " answers for it too, while this director is active; end what holds it there, or the other"
                + " director's role");
        assertThat(keeper.report().trouble()).as("it can serve all the same").isEqualTo(Reason.NONE);
        plane.vacate("10.0.0.100");
        pass(Standing.AGAIN);
        pulse(Role.ACTIVE);
        answer();
        assertThat(chronicle.troubles()).isEmpty();
    }

    private void answer() {
        assertThat(questions).hasSize(1);
        questions.forEach(Runnable::run);
        questions.clear();
        look();
    }

    @Test
    void aRestartedHubDropsNothingBeforePulseHasSpokenAndLeavesNoGap() throws IOException {
        pulse(Role.ACTIVE);
        begin();
        pass(AddressKeeper.LOOK);
        look();
        assertThat(plane.held()).containsExactly(WEB);
        plane.done();
        pulse(Role.ACTIVE);
        assertThat(plane.done()).contains("hold " + WEB + " for 1 s").doesNotContain("drop " + WEB);
        assertThat(state()).isEqualTo("held");
        begin();
        pulse(Role.STANDBY);
        assertThat(plane.held()).isEmpty();
    }

    @Test
    void aLeaseThatRanOutIsTroubleUntilPulseSpeaksAgain() {
        pulse(Role.ACTIVE);
        pass(Duration.ofSeconds(5));
        plane.remove(WEB);
        look();
        pass(Standing.AGAIN);
        look();
        assertThat(plane.held()).as("not without a word").isEmpty();
        assertThat(questions).isEmpty();
        assertThat(state()).startsWith("its lease has run out;");
        assertThat(keeper.report().inForce(Role.ACTIVE)).isEqualTo(Role.STANDBY);
        assertThat(chronicle.troubles()).singleElement().asString().startsWith("lease: pulse has not said for a whole");
        pulse(Role.ACTIVE);
        assertThat(plane.held()).containsExactly(WEB);
        assertThat(state()).isEqualTo("held");
        assertThat(mailed()).extracting(Event::kind).contains(Event.Kind.DRIFT, Event.Kind.TROUBLE_OVER);
    }

    @Test
    void aRefusedAddressIsWhyThisDirectorCannotServe() {
        plane.refuse(WEB);
        pulse(Role.ACTIVE);
        assertThat(keeper.report().trouble()).isEqualTo(new AddressAlarm.AddressRefused("the test refuses it"));
    }

    @Test
    void linksOfVirtualAddressesAreReportedByAStandbyToo() {
        pulse(Role.STANDBY);
        assertThat(keeper.report().linksDown()).isEmpty();
        plane.link("eth0", true, false);
        look();
        assertThat(keeper.report().linksDown()).as("at once, not at the next look").containsExactly("eth0");
    }

    @Test
    void aStandbyThatCannotRemoveAnAddressIsStillActive() {
        pulse(Role.ACTIVE);
        plane.cling(true);
        pulse(Role.STANDBY);
        assertThat(keeper.report().inForce(Role.STANDBY)).isEqualTo(Role.ACTIVE);
        plane.cling(false);
        pass(AddressKeeper.LOOK);
        look();
        assertThat(keeper.report().inForce(Role.STANDBY)).isEqualTo(Role.STANDBY);
    }

    @Test
    void anotherAddressOfTheFileIsAskedForAsEver() {
        pulse(Role.ACTIVE);
        plane.done();
        keeper.configure(AddressPlannerTest.config("""
                network = direct
                virtual v {
                  active = 1
                  address = 10.0.0.101 eth0:1
                }
                """), duty);
        look();
        assertThat(state()).isEqualTo("asking the network who has it");
        assertThat(keeper.report().inForce(Role.ACTIVE)).isEqualTo(Role.ACTIVE);
    }
}
