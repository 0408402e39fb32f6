package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.dataplane.Change;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.IpvsadmRules;
import io.arapaima.dataplane.Refusal;
import io.arapaima.dataplane.Service;
import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Table;
import io.arapaima.dataplane.TableDiff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpvsDataPlaneTest {
    private static final String SERVICE = "-A -t 10.0.0.1:80 -s wlc";
    private static final String FIRST = "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1";
    private static final String SECOND = "-a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 1";

    private final FakeKernel kernel = new FakeKernel();
    private final IpvsDataPlane plane;

    IpvsDataPlaneTest() throws DataPlaneException {
        plane = new IpvsDataPlane(IpvsClient.over(kernel), Shortcut.NONE);
    }

    /** Seeded: whatever the kernel takes is read back as it was written, and then nothing differs. */
    @Test
    void anyTableIsReadBackAsItWasWritten() throws DataPlaneException {
        var random = new Random(7);
        Table actual = Table.EMPTY;
        for (int round = 0; round < 200; round++) {
            Table desired = plane.canonical(RandomKernelTables.table(random));
            List<Change> changes = TableDiff.between(actual, desired, _ -> true);
            assertThat(plane.apply(changes)).as("round %d", round).isEmpty();
            actual = plane.table();
            assertThat(TableDiff.between(actual, desired, _ -> true)).as("round %d", round).isEmpty();
        }
        assertThat(kernel.datagrams).isGreaterThan(1000);
    }

    /** ipvsadm forces the same; a firewall mark has no port to force. */
    @Test
    void directRoutingAndTunnellingHaveThePortOfTheirService() throws Exception {
        List<String> rules = List.of(SERVICE, "-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -g -w 1",
                "-a -t 10.0.0.1:80 -r 10.1.0.1:8081 -g -w 2", "-a -t 10.0.0.1:80 -r 10.1.0.2:8080 -i -w 1",
                "-a -t 10.0.0.1:80 -r 10.1.0.3:8080 -m -w 1", "-A -f 7 -s rr", "-a -f 7 -r 10.1.0.1:8080 -g -w 1");
        List<String> forced = List.of(SERVICE, "-a -t 10.0.0.1:80 -r 10.1.0.1:80 -g -w 1",
                "-a -t 10.0.0.1:80 -r 10.1.0.2:80 -i -w 1 --tun-type ipip",
                "-a -t 10.0.0.1:80 -r 10.1.0.3:8080 -m -w 1",
                "-A -f 7 -s rr",
                "-a -f 7 -r 10.1.0.1:8080 -g -w 1");
        Table planned = IpvsadmRules.parseTable(rules);
        assertThat(IpvsadmRules.format(plane.canonical(planned))).isEqualTo(forced);
        assertThat(plane.canonical(plane.canonical(planned))).isEqualTo(plane.canonical(planned));
        assertThat(plane.apply(TableDiff.between(Table.EMPTY, plane.canonical(planned), _ -> true))).isEmpty();
        assertThat(plane.table()).as("in the order of adding").isEqualTo(plane.canonical(planned));
        plane.apply(changes("-e -t 10.0.0.1:80 -r 10.1.0.2:8080 -i -w 9"));
        assertThat(IpvsadmRules.format(plane.table()))
                .contains("-a -t 10.0.0.1:80 -r 10.1.0.2:80 -i -w 9 --tun-type ipip");
    }

    @Test
    void changesTravelInBatches() throws Exception {
        List<Change> changes = new ArrayList<>(changes(SERVICE));
        for (int i = 1; i <= 199; i++) {
            changes.addAll(changes("-a -t 10.0.0.1:80 -r 10.1.0." + i + ":80 -m -w 1"));
        }
        int before = kernel.datagrams;
        assertThat(plane.apply(changes)).isEmpty();
        assertThat(kernel.datagrams - before).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // there already: edited; not there: added
            "-A -t 10.0.0.1:80 -s wlc | -A -t 10.0.0.1:80 -s rr | -A -t 10.0.0.1:80 -s rr",
            "-A -t 10.0.0.1:80 -s wlc; -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 1 | -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 7"
                    + " | -A -t 10.0.0.1:80 -s wlc; -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 7",
            "-A -t 10.0.0.1:80 -s wlc | -e -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 7"
                    + " | -A -t 10.0.0.1:80 -s wlc; -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 7",
            // a service that is gone comes back before its destinations
            "'' | -E -t 10.0.0.1:80 -s rr; -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 7; -e -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 7"
                    + " | -A -t 10.0.0.1:80 -s rr; -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m -w 7; -a -t 10.0.0.1:80 -r 10.1.0.2:80 -m -w 7",
            // gone already
            "'' | -D -t 10.0.0.1:80; -d -t 10.0.0.1:80 -r 10.1.0.1:80 | ''",
            "-A -t 10.0.0.1:80 -s wlc | -d -t 10.0.0.1:80 -r 10.1.0.1:80 | -A -t 10.0.0.1:80 -s wlc"})
    void aChangeNamesTheWantedStateWhateverItFinds(String there, String asked, String then) throws Exception {
        plane.apply(changes(there.split("; ")));
        assertThat(plane.apply(changes(asked.split("; ")))).isEmpty();
        assertThat(String.join("; ", IpvsadmRules.format(plane.table()))).isEqualTo(then);
    }

    @Test
    void lostRepliesAreReadBackAndNothingIsDoneTwice() throws Exception {
        var sends = new AtomicInteger();
        kernel.meddler = k -> k.losing = sends.incrementAndGet() == 1;
        assertThat(plane.apply(changes(SERVICE, FIRST, SECOND))).isEmpty();
        assertThat(sends).as("send, services, destinations").hasValue(3);
        assertThat(kernel.destinations.values().iterator().next()).hasSize(2);
    }

    @Test
    void whatIsNotInForceAfterALossIsSentAgainAndItsErrorIsTold() throws Exception {
        var sends = new AtomicInteger();
        kernel.meddler = k -> k.losing = sends.incrementAndGet() == 1;
        List<Refusal> refusals = plane.apply(changes(SERVICE, FIRST, "-A -t 10.0.0.2:80 -s fo"));
        assertThat(refusals).extracting(Refusal::reason)
                .containsExactly("scheduler fo: module ip_vs_fo not loaded; modprobe ip_vs_fo");
        assertThat(sends).as("send, services, destinations, send, family").hasValue(5);
    }

    @Test
    void aKernelThatLosesEverythingIsGivenUp() {
        kernel.meddler = k -> k.losing = true;
        assertThatThrownBy(() -> plane.apply(changes(SERVICE))).isInstanceOf(DataPlaneException.class)
                .hasMessageStartingWith("IPVS cannot be asked: the kernel dropped replies (ENOBUFS)");
    }

    @Test
    void aModuleLoadedAnewHasAnotherNumberAndIsFoundAgain() throws Exception {
        plane.apply(changes(SERVICE, FIRST));
        kernel.family++;
        assertThat(plane.table().entries()).hasSize(1);
        kernel.family++;
        assertThat(plane.apply(changes("-A -t 10.0.0.2:80 -s rr", "-D -t 10.0.0.1:80"))).isEmpty();
        assertThat(IpvsadmRules.format(plane.table())).containsExactly("-A -t 10.0.0.2:80 -s rr");
        kernel.family++;
        assertThat(plane.heading()).contains("1.2.1");
    }

    @Test
    void whatAnotherProgramsDeletionHidesIsFoundByASecondDump() throws Exception {
        plane.apply(changes(SERVICE, FIRST, SECOND, "-A -t 10.0.0.2:80 -s rr"));
        Table whole = plane.table();
        var sends = new AtomicInteger();
        var hidden = new ArrayList<ServiceKey>();
        kernel.meddler = k -> {
            if (sends.incrementAndGet() == 1) { // the cursor skips the last one
                ServiceKey last = whole.entries().getLast().service().key();
                hidden.add(last);
                k.services.remove(last);
                k.services.put(key("-D -t 10.0.0.8:80"), service("-A -t 10.0.0.8:80"));
            } else if (!hidden.isEmpty()) {
                k.services.put(hidden.getFirst(), whole.entries().getLast().service());
                hidden.clear();
            }
        };
        assertThat(plane.table().byKey()).containsKeys(whole.byKey().keySet().toArray(ServiceKey[]::new));
    }

    @Test
    void withoutRightsTheMissingCapabilityIsNamed() throws Exception {
        kernel.permitted = false;
        assertThatThrownBy(plane::table).isInstanceOf(DataPlaneException.class).hasMessageContaining("CAP_NET_ADMIN")
                .hasMessageContaining("initial user namespace");
        assertThat(plane.apply(changes(SERVICE)).getFirst().reason()).contains("CAP_NET_ADMIN");
    }

    @Test
    void aRefusedServiceTakesItsDestinationsWithIt() throws Exception {
        assertThat(plane.apply(changes("-A -t 10.0.0.1:80 -s fo", FIRST))).extracting(Refusal::reason).containsExactly(
                "scheduler fo: module ip_vs_fo not loaded; modprobe ip_vs_fo",
                "10.1.0.1:80 in TCP 10.0.0.1:80: its service was refused");
    }

    /** On this machine, whatever it has: no privilege, no module, or both. */
    @Test
    void openingSaysClearlyWhatIsMissing() throws Exception {
        try (IpvsDataPlane real = IpvsDataPlane.open()) {
            assertThat(real.heading()).startsWith("IP Virtual Server version 1.");
            assertThat(Files.exists(Path.of("/proc/net/ip_vs"))).isTrue();
        } catch (DataPlaneException missing) {
            assertThat(missing)
                    .hasMessageMatching("ip_vs is not available in this kernel \\(ENOENT.*\\); modprobe ip_vs,.*"
                            + "|this process may not command IPVS \\(EPERM.*CAP_NET_ADMIN.*");
        }
    }

    private static ServiceKey key(String rule) {
        return changes(rule).getFirst().service();
    }

    private static Service service(String rule) {
        return ((Change.AddService) changes(rule).getFirst()).added();
    }

    private static List<Change> changes(String... rules) {
        return List.of(rules).stream().filter(rule -> !rule.isEmpty()).map(rule -> {
            try {
                return IpvsadmRules.parse(rule);
            } catch (ParseException wrong) {
                throw new AssertionError(rule, wrong);
            }
        }).toList();
    }
}
