package io.arapaima.manager.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.manager.MemoryAddressPlane;
import io.arapaima.testkit.Await;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final VirtualAddress WEB = new VirtualAddress(InetAddress.ofLiteral("10.0.0.9"), 32, "eth0", "");
    private static final VirtualAddress MAIL = new VirtualAddress(InetAddress.ofLiteral("10.0.0.8"), 32, "eth0", "");
    private static final Duration SHORT = Duration.ofMillis(5);

    private final MemoryAddressPlane plane = new MemoryAddressPlane();
    private final AtomicBoolean allowed = new AtomicBoolean(true);

    /** Everything that is done until an address was announced often enough. */
    private List<String> until(VirtualAddress address, int enough) throws Exception {
        var seen = new ArrayList<String>();
        Await.until(address + " is announced " + enough + " times", () -> {
            seen.addAll(plane.done());
            return of(address, seen) >= enough;
        });
        return seen;
    }

    private static long of(VirtualAddress address, List<String> seen) {
        return seen.stream().filter(("announce " + address)::equals).count();
    }

    @Test
    void aBurstEndsAndARefreshDoesNot() throws Exception {
        try (var announcements = new Announcements(plane, allowed::get)) {
            announcements.start(WEB, new Announcements.Rhythm(5, SHORT, Duration.ZERO));
            assertThat(of(WEB, until(WEB, 5))).isEqualTo(5);
            announcements.start(MAIL, new Announcements.Rhythm(1, SHORT, SHORT));
            assertThat(of(WEB, until(MAIL, 20))).as("the burst had ended").isZero();
        }
    }

    @Test
    void nothingLeavesOnceItIsStopped() throws Exception {
        try (var announcements = new Announcements(plane, allowed::get)) {
            announcements.start(WEB, new Announcements.Rhythm(1, SHORT, Duration.ofNanos(1)));
            until(WEB, 3);
            announcements.stop(WEB);
            plane.done();
            announcements.start(MAIL, new Announcements.Rhythm(20, SHORT, Duration.ZERO));
            assertThat(of(WEB, until(MAIL, 20))).isZero();
        }
    }

    @Test
    void nothingLeavesWithoutTheRightToTheAddress() throws Exception {
        try (var announcements = new Announcements(plane, allowed::get)) {
            announcements.start(WEB, new Announcements.Rhythm(1, SHORT, SHORT));
            until(WEB, 3);
            allowed.set(false);
            Thread.sleep(500);
            plane.done();
            Thread.sleep(50);
            assertThat(plane.done()).isEmpty();
            allowed.set(true);
            until(WEB, 3);
        }
    }

    @Test
    void aNewOwnerInsistsWhileTheOldOneMayAnswer() {
        var usual = new Announcements.Rhythm(5, Duration.ofSeconds(1), Duration.ofSeconds(60));
        assertThat(usual.insisting(Duration.ofMillis(2_800)))
                .isEqualTo(new Announcements.Rhythm(21, Duration.ofMillis(250), Duration.ofSeconds(60)));
        assertThat(usual.insisting(Duration.ofSeconds(8)).count()).isEqualTo(33);
    }

    @Test
    void aNewStartEndsTheOldRhythm() throws Exception {
        try (var announcements = new Announcements(plane, allowed::get)) {
            announcements.start(WEB, new Announcements.Rhythm(1, SHORT, SHORT));
            until(WEB, 3);
            announcements.start(WEB, new Announcements.Rhythm(1, SHORT, Duration.ofDays(1)));
            announcements.start(MAIL, new Announcements.Rhythm(20, SHORT, Duration.ZERO));
            until(MAIL, 20);
            announcements.start(MAIL, new Announcements.Rhythm(20, SHORT, Duration.ZERO));
            assertThat(of(WEB, until(MAIL, 20))).isZero();
        }
    }
}
