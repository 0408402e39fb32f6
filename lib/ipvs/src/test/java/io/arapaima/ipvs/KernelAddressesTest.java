package io.arapaima.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Link;
import io.arapaima.dataplane.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the kernel, in networks of our own. */
class KernelAddressesTest {
    private static final VirtualAddress FOUR = address("10.0.0.100", 32, "eth0:1");
    private static final VirtualAddress SIX = address("fd00::64", 128, "");
    private static final VirtualAddress STATIC = address("10.0.0.1", 24, "");
    private static final Optional<Duration> ENDLESS = Optional.empty();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Networks networks;
    @SuppressWarnings("NullAway.Init") // set before each test
    private KernelAddresses addresses;

    private static VirtualAddress address(String text, int prefix, String label) {
        return new VirtualAddress(InetAddress.ofLiteral(text), prefix, "eth0", label);
    }

    @BeforeEach
    void begin() throws Exception {
        networks = new Networks();
        addresses = networks.onDirector(KernelAddresses::open);
    }

    @AfterEach
    void end() {
        if (networks != null) {
            addresses.close();
            networks.close();
        }
    }

    private List<VirtualAddress> held() throws Exception {
        return networks.onDirector(addresses::held);
    }

    private void hold(VirtualAddress address) throws Exception {
        networks.onDirector(() -> {
            addresses.hold(address, ENDLESS);
            return true;
        });
    }

    private void drop(VirtualAddress address) throws Exception {
        networks.onDirector(() -> {
            addresses.drop(address);
            return true;
        });
    }

    private void announce(VirtualAddress address) throws Exception {
        networks.onDirector(() -> {
            addresses.announce(address);
            return true;
        });
    }

    private Optional<String> occupant(VirtualAddress address) throws Exception {
        return networks.onDirector(() -> addresses.occupant(address, PATIENCE));
    }

    private static void await(Callable<Boolean> wanted) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        boolean there = wanted.call();
        while (!there && System.nanoTime() - deadline < 0) {
            Thread.sleep(20);
            there = wanted.call();
        }
        assertThat(there).isTrue();
    }

    @Test
    void anAddressComesWithLabelAndPrefixAndGoesWithoutItsNeighbours() throws Exception {
        List<VirtualAddress> before = held();
        hold(FOUR);
        hold(SIX);
        assertThat(held()).containsAll(before).contains(FOUR, SIX).hasSize(before.size() + 2);
        assertThat(networks.director("ip -4 addr show dev eth0")).contains("inet 10.0.0.100/32 scope global eth0:1");
        assertThat(networks.director("ip -6 addr show dev eth0")).contains("fd00::64/128")
                .contains("valid_lft forever preferred_lft 0sec").doesNotContain("tentative");
        hold(FOUR);
        assertThat(held()).as("once").hasSize(before.size() + 2);
        drop(FOUR);
        drop(SIX);
        assertThat(held()).containsExactlyInAnyOrderElementsOf(before);
        drop(FOUR);
        drop(SIX);
    }

    @Test
    void onlyTheExactAddressIsRemoved() throws Exception {
        networks.director("ip addr add 10.0.0.100/24 dev eth0");
        hold(FOUR);
        drop(FOUR);
        assertThat(held()).contains(address("10.0.0.100", 24, "")).doesNotContain(FOUR);
    }

    @Test
    void theFirstAddressOfANetworkLeavesTheOthersThere() throws Exception {
        networks.director("echo 0 > /proc/sys/net/ipv4/conf/all/promote_secondaries;"
                + " echo 0 > /proc/sys/net/ipv4/conf/eth0/promote_secondaries");
        VirtualAddress first = address("10.7.0.1", 24, "eth0:7");
        hold(first);
        networks.director("ip addr add 10.7.0.2/24 dev eth0");
        drop(first);
        assertThat(held()).contains(address("10.7.0.2", 24, "")).doesNotContain(first);
        assertThat(networks.director("cat /proc/sys/net/ipv4/conf/eth0/promote_secondaries")).isEqualTo("0\n");
    }

    @Test
    void twoAddressesShareALabelAndABroadcastAddressFollowsTheMask() throws Exception {
        VirtualAddress other = address("10.0.0.101", 24, "eth0:1");
        hold(FOUR);
        hold(other);
        assertThat(held()).contains(FOUR, other, STATIC);
        assertThat(networks.director("ip -4 addr show dev eth0"))
                .contains("inet 10.0.0.101/24 brd 10.0.0.255 scope global secondary eth0:1");
    }

    @Test
    void aLeaseEndsByItselfUnlessItIsRenewed() throws Exception {
        for (VirtualAddress address : List.of(FOUR, SIX)) {
            networks.onDirector(() -> {
                addresses.hold(address, Optional.of(Duration.ofHours(1)));
                return true;
            });
        }
        assertThat(networks.director("ip addr show dev eth0").lines().filter(l -> l.contains("valid_lft 3")))
                .as("about an hour").hasSize(2);
        networks.onDirector(() -> {
            addresses.hold(SIX, Optional.of(Duration.ofSeconds(1)));
            addresses.hold(FOUR, Optional.of(Duration.ofSeconds(1)));
            return true;
        });
        await(() -> !held().contains(FOUR) && !held().contains(SIX));
    }

    @Test
    void aRenewedLeaseHasNoGapAndEndsInTheTimeThatOthersWaitForIt() throws Exception {
        Optional<Duration> lease = Optional.of(Duration.ofSeconds(3));
        long renewed = 0;
        for (int i = 0; i < 30; i++) {
            for (VirtualAddress address : List.of(FOUR, SIX)) {
                networks.onDirector(() -> {
                    addresses.hold(address, lease);
                    return true;
                });
            }
            renewed = System.nanoTime();
            Thread.sleep(150);
            assertThat(held()).contains(FOUR, SIX);
        }
        var looks = new ArrayDeque<>(List.of(renewed));
        await(() -> {
            looks.add(System.nanoTime());
            return !held().contains(FOUR) && !held().contains(SIX);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - renewed)).isGreaterThan(Duration.ofMillis(2_970));
        looks.removeLast();
        assertThat(Duration.ofNanos(looks.getLast() - renewed)).as("when it was seen last")
                .isLessThan(Duration.ofMillis(4_400));
        hold(FOUR);
        assertThat(networks.director("ip -4 addr show dev eth0")).as("a lease may become endless")
                .contains("valid_lft forever");
    }

    @Test
    void theNeighbourLearnsTheNewOwner() throws Exception {
        networks.neighbour("ip neigh add 10.0.0.100 lladdr 02:00:00:00:00:99 dev eth0 nud reachable;"
                + " ip neigh add fd00::64 lladdr 02:00:00:00:00:99 dev eth0 nud reachable");
        for (VirtualAddress address : List.of(FOUR, SIX)) {
            hold(address);
            // An entry younger than a second keeps its owner (neigh/locktime), so one is not always enough.
            await(() -> {
                announce(address);
                return networks.neighbour("ip neigh show " + address.address().getHostAddress())
                        .contains(Networks.DIRECTOR_MAC);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.100/32", "fd00::64/128"})
    void whoHasAnAddressIsFound(String text) throws Exception {
        VirtualAddress address = text.startsWith("10") ? FOUR : SIX;
        assertThat(occupant(address)).isEmpty();
        networks.neighbour("ip addr add " + text + " dev eth0" + (text.startsWith("10") ? "" : " nodad"));
        await(() -> occupant(address).filter(Networks.NEIGHBOUR_MAC::equals).isPresent());
    }

    @Test
    void ourOwnAddressIsNobodyElses() throws Exception {
        hold(FOUR);
        hold(SIX);
        assertThat(occupant(FOUR)).isEmpty();
        assertThat(occupant(SIX)).isEmpty();
    }

    @Test
    void aCableThatIsPulledShows() throws Exception {
        await(() -> link().running());
        networks.neighbour("ip link set eth0 down");
        await(() -> !link().running());
        assertThat(link().up()).isTrue();
        networks.director("ip link set eth0 down");
        assertThat(link().up()).isFalse();
    }

    @Test
    void whatHappensToACableOrAnAddressIsToldAtOnceAndARenewalIsNot() throws Exception {
        await(() -> link().running());
        hold(FOUR);
        var told = new Semaphore(0);
        networks.onDirector(() -> {
            addresses.watch(told::release);
            return true;
        });
        hold(FOUR);
        networks.director("ip link set eth0 alias same-as-ever");
        told.tryAcquire(1, TimeUnit.SECONDS); // the first message about an interface is always one too many
        told.drainPermits();
        hold(FOUR);
        networks.director("ip link set eth0 alias still-the-same");
        assertThat(told.tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
        networks.neighbour("ip link set eth0 down");
        assertThat(told.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(link().running()).isFalse();
        told.drainPermits();
        networks.director("ip addr del 10.0.0.100/32 dev eth0");
        assertThat(told.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private Link link() throws Exception {
        return networks.onDirector(addresses::links).stream().filter(l -> l.name().equals("eth0")).findFirst()
                .orElseThrow();
    }

    @Test
    void refusalsNameTheCure() throws Exception {
        var nowhere = new VirtualAddress(FOUR.address(), 32, "eth7", "");
        assertThatThrownBy(() -> hold(nowhere)).cause().isInstanceOf(DataPlaneException.class).hasMessage(
                "10.0.0.100/32 on eth7 cannot be added: there is no interface eth7, which lvs.cf names; "
                        + "there are: eth0, lo");
        assertThatThrownBy(() -> announce(nowhere)).cause().hasMessageContaining("there is no interface eth7");
        drop(nowhere);
        networks.director("echo 1 > /proc/sys/net/ipv6/conf/eth0/disable_ipv6");
        assertThatThrownBy(() -> hold(SIX)).cause().hasMessageContaining("IPv6 is off on eth0 (EACCES); "
                + "sysctl -w net.ipv6.conf.eth0.disable_ipv6=0");
        networks.director("ip link set eth0 down");
        assertThatThrownBy(() -> occupant(FOUR)).cause().hasMessageContaining("ip link set eth0 up");
        networks.onDirector(() -> {
            Networks.dropRights();
            return true;
        });
        assertThatThrownBy(() -> hold(FOUR)).cause().hasMessageContaining("(EPERM); give lvs-manager CAP_NET_ADMIN");
        assertThatThrownBy(() -> announce(FOUR)).cause().hasMessageContaining("CAP_NET_RAW");
        assertThat(held()).as("reading needs no rights").contains(STATIC);
    }

    @Test
    void loopbackIsNotAnnouncedOn() throws Exception {
        var lo = new VirtualAddress(FOUR.address(), 32, "lo", "");
        hold(lo);
        announce(lo);
        assertThat(occupant(lo)).isEmpty();
    }
}
