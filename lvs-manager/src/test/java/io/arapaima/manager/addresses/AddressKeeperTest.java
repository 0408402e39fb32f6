package io.arapaima.manager.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Role;
import io.arapaima.manager.MemoryAddressPlane;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.memory.Journal;
import io.arapaima.manager.memory.StateFile;
import io.arapaima.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressKeeperTest {
    private static final VirtualAddress WEB = four("10.0.0.100", 32, "eth0:1");
    private static final VirtualAddress STATIC = four("10.0.0.1", 24, "");
    private static final VirtualAddress SIX = new VirtualAddress(InetAddress.ofLiteral("2001:db8::64"), 128, "eth0",
            "");
    private static final String PEER = "02:00:00:00:00:07";

    @TempDir
    Path folder = Path.of("");

    private final MemoryAddressPlane plane = new MemoryAddressPlane();
    private final List<Runnable> questions = new ArrayList<>();
    private long seconds;
    private @Nullable LvsConfig known;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Chronicle chronicle;
    @SuppressWarnings("NullAway.Init") // set before each test
    private AddressKeeper keeper;
    @SuppressWarnings("NullAway.Init") // set before each test
    private Lease lease;
    private Duty duty = Duty.begin(Optional.of(Role.ACTIVE), Instant.EPOCH);

    private static VirtualAddress four(String address, int prefix, String label) {
        return new VirtualAddress(InetAddress.ofLiteral(address), prefix, "eth0", label);
    }

    private static LvsConfig config(String... addresses) {
        var text = new StringBuilder("network = direct\nannounce_refresh = 0\nannounce_count = 1\n");
        for (String address : addresses) {
            text.append("virtual v {\nactive = 1\naddress = ").append(address)
                    .append("\nserver s {\naddress = ")
                    .append(address.startsWith("2001") ? "2001:db8::11" : "10.0.0.11")
                    .append("\nactive = 1\n}\n}\n");
        }
        return AddressPlannerTest.config(text.toString());
    }

    @BeforeEach
    void begin() throws IOException {
        plane.put(STATIC);
        keeper = restarted(Role.ACTIVE);
    }

    /** Nothing is said to the keeper before: it was killed. */
    private AddressKeeper restarted(Role role) throws IOException {
        return restarted(Duty.begin(Optional.of(role), Instant.EPOCH));
    }

    private AddressKeeper restarted(Duty begin) throws IOException {
        duty = begin;
        chronicle = new Chronicle(new StateFile(folder), new Journal(folder), InstantSource.system());
        questions.clear();
        known = null;
        lease = new Lease(plane, chronicle.state().addresses(), Runnable::run, () -> seconds * 1_000_000_000L);
        duty.said().ifPresent(role -> lease.confirm(role, Duration.ZERO, seconds * 1_000_000_000L));
        return new AddressKeeper(plane, lease, chronicle, questions::add);
    }

    @AfterEach
    void end() {
        keeper.leave();
    }

    private void pass(LvsConfig config) {
        if (known == null || !config.equals(known)) {
            known = config;
            keeper.configure(config, duty);
        }
        keeper.keep(true, seconds * 1_000_000_000L);
    }

    /** Time goes by, questions are answered, and the director has passed a few times. */
    private void settle(LvsConfig config) {
        for (int i = 0; i < 3; i++) {
            pass(config);
            List.copyOf(questions).forEach(Runnable::run);
            questions.clear();
            seconds++;
        }
    }

    private void later(LvsConfig config) {
        seconds += Standing.AGAIN.toSeconds();
        settle(config);
    }

    private List<Event.Kind> told() {
        return chronicle.last(100).stream().map(Event::kind).toList();
    }

    private List<String> states() {
        return keeper.report().status().stream().map(DirectorSnapshot.AddressStatus::state).toList();
    }

    @Test
    void anAddressIsTakenWhenNobodyElseAnswersForIt() {
        LvsConfig config = config("10.0.0.100 eth0:1");
        pass(config);
        assertThat(states()).containsExactly("asking the network who has it");
        assertThat(plane.held()).containsExactly(STATIC);
        settle(config);
        assertThat(plane.held()).containsExactly(STATIC, WEB);
        assertThat(told()).containsExactly(Event.Kind.ADDRESS_TAKEN);
        assertThat(chronicle.last(1).getFirst().line()).isEqualTo("address 10.0.0.100/32 on eth0:1: taken (active)");
        assertThat(keeper.report().status()).containsExactly(
                new DirectorSnapshot.AddressStatus("10.0.0.100/32", "eth0:1", "held"));
        later(config);
        assertThat(told()).as("a steady state is silent").hasSize(1);
    }

    @Test
    void thatItIsOursIsOnTheDiskBeforeTheKernelIsAsked() throws IOException {
        var remembered = new ArrayList<List<VirtualAddress>>();
        plane.witness(_ -> remembered.add(new StateFile(folder).load().addresses()));
        settle(config("10.0.0.100 eth0:1"));
        settle(config());
        assertThat(remembered).containsExactly(List.of(WEB), List.of(WEB));
        assertThat(new StateFile(folder).load().addresses()).isEmpty();
    }

    @Test
    void anAddressWaitsForItsServices() {
        LvsConfig config = config("10.0.0.100 eth0:1");
        for (int i = 0; i < 3; i++) {
            keeper.configure(config, duty);
            keeper.keep(false, seconds++ * 1_000_000_000L);
            List.copyOf(questions).forEach(Runnable::run);
        }
        assertThat(states()).containsExactly("waiting for the table");
        pass(config);
        assertThat(plane.held()).contains(WEB);
    }

    @Test
    void whatLvsCfNamesNoLongerIsRemovedAndNothingElse() {
        settle(config("10.0.0.100 eth0:1", "2001:db8::64 eth0"));
        keeper.configure(config("2001:db8::64 eth0"), duty);
        assertThat(plane.held()).containsExactlyInAnyOrder(STATIC, SIX);
        assertThat(chronicle.last(1).getFirst().line())
                .isEqualTo("address 10.0.0.100/32 on eth0:1: released (lvs.cf no longer names it)");
        keeper.leave();
        assertThat(plane.held()).containsExactly(STATIC);
    }

    @Test
    void whatCannotBeRemovedIsTriedAgainAtTheNextLook() {
        settle(config("10.0.0.100 eth0:1"));
        plane.cling(true);
        keeper.configure(config(), duty);
        assertThat(plane.held()).containsExactly(STATIC, WEB);
        assertThat(chronicle.troubles()).containsExactly(
                "address 10.0.0.100/32 on eth0:1: cannot be removed: the test clings to it");
        plane.cling(false);
        keeper.keep(true, ++seconds * 1_000_000_000L);
        assertThat(plane.held()).containsExactly(STATIC);
        assertThat(chronicle.troubles()).isEmpty();
        assertThat(told()).containsExactly(Event.Kind.ADDRESS_TAKEN, Event.Kind.TROUBLE, Event.Kind.TROUBLE_OVER,
                Event.Kind.ADDRESS_RELEASED);
    }

    @Test
    void anAddressThatWasThereBeforeUsIsAnnouncedAndNeverRemoved() throws Exception {
        plane.put(WEB);
        settle(config("10.0.0.100 eth0:1"));
        assertThat(states()).containsExactly("present before us");
        awaitAnnouncement(WEB);
        settle(config());
        settle(config("10.0.0.1 eth0"));
        keeper.leave();
        assertThat(plane.held()).containsExactly(STATIC, WEB);
        assertThat(plane.done()).doesNotContain("drop " + WEB, "hold " + WEB, "drop " + STATIC);
    }

    @Test
    void aKillLeavesNoGapAndNoStaleAddress() throws IOException {
        settle(config("10.0.0.100 eth0:1", "2001:db8::64 eth0"));
        plane.done();
        keeper = restarted(Role.ACTIVE);
        settle(config("2001:db8::64 eth0"));
        assertThat(plane.held()).containsExactlyInAnyOrder(STATIC, SIX);
        assertThat(plane.done()).contains("drop " + WEB).doesNotContain("drop " + SIX);
        assertThat(told()).as("an adopted address is no news").containsExactly(Event.Kind.ADDRESS_TAKEN,
                Event.Kind.ADDRESS_TAKEN, Event.Kind.ADDRESS_RELEASED);
    }

    @Test
    void aStandbyGivesBackWhatItHad() throws IOException {
        settle(config("10.0.0.100 eth0:1"));
        keeper = restarted(Role.STANDBY);
        settle(config("10.0.0.100 eth0:1"));
        assertThat(plane.held()).containsExactly(STATIC);
        assertThat(keeper.report().status()).isEmpty();
    }

    @Test
    void anOccupiedAddressIsNotTakenUntilItIsFree() {
        LvsConfig config = config("10.0.0.100 eth0:1");
        plane.occupy("10.0.0.100", PEER);
        settle(config);
        later(config);
        assertThat(plane.held()).containsExactly(STATIC);
        assertThat(chronicle.troubles()).singleElement().asString().startsWith(
                "address 10.0.0.100/32 on eth0:1: answered by 02:00:00:00:00:07, so it is not taken;");
        assertThat(told()).as("told once, however often it is asked").containsExactly(Event.Kind.TROUBLE);
        plane.vacate("10.0.0.100");
        settle(config);
        assertThat(plane.held()).as("not before it is due").containsExactly(STATIC);
        later(config);
        assertThat(plane.held()).containsExactly(STATIC, WEB);
        assertThat(told()).containsExactly(Event.Kind.TROUBLE, Event.Kind.TROUBLE_OVER, Event.Kind.ADDRESS_TAKEN);
    }

    @Test
    void anAddressThatSomebodyRemovedIsRestoredAndTold() {
        LvsConfig config = config("10.0.0.100 eth0:1");
        settle(config);
        plane.remove(WEB);
        later(config);
        assertThat(plane.held()).containsExactly(STATIC, WEB);
        assertThat(told()).containsExactly(Event.Kind.ADDRESS_TAKEN, Event.Kind.DRIFT);
        plane.remove(WEB);
        settle(config);
        assertThat(plane.held()).as("no fight with another program").containsExactly(STATIC);
    }

    @Test
    void whatTheKernelTookWithALinkComesBackWithIt() {
        LvsConfig config = config("2001:db8::64 eth0");
        settle(config);
        plane.link("eth0", false, false);
        later(config);
        assertThat(plane.held()).containsExactly(STATIC);
        plane.link("eth0", true, true);
        later(config);
        assertThat(plane.held()).containsExactly(STATIC, SIX);
    }

    @Test
    void anAddressIsAnnouncedAgainWhenItsCarrierIsBack() throws Exception {
        LvsConfig config = config("10.0.0.100 eth0:1");
        settle(config);
        awaitAnnouncement(WEB);
        plane.link("eth0", true, false);
        settle(config);
        plane.done();
        plane.link("eth0", true, true);
        settle(config);
        awaitAnnouncement(WEB);
    }

    @Test
    void aRefusalIsTroubleUntilTheInterfaceIsThere() {
        LvsConfig config = config("10.0.0.100 eth7:1");
        settle(config);
        assertThat(chronicle.troubles())
                .containsExactly("address 10.0.0.100/32 on eth7:1: there is no interface eth7");
        assertThat(chronicle.state().addresses()).isEmpty();
        plane.link("eth7", true, true);
        later(config);
        assertThat(chronicle.troubles()).isEmpty();
        assertThat(states()).containsExactly("held");
    }

    @Test
    void anotherMaskTakesThePlaceOfTheOldOneAtOnce() {
        settle(config("10.0.0.100 eth0:1"));
        pass(config("10.0.0.100 eth0:2"));
        assertThat(plane.held()).containsExactly(STATIC, four("10.0.0.100", 32, "eth0:2"));
    }

    private void awaitAnnouncement(VirtualAddress address) throws Exception {
        Await.until(address + " is announced", () -> plane.done().contains("announce " + address));
    }
}
