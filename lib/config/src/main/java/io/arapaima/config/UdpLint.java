package io.arapaima.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the check of a UDP service cannot notice, where nothing is expected back of the servers.
 *
 * @param service the block in the model
 * @param block the block in the file
 * @param problems where it is reported
 */
record UdpLint(VirtualService service, Block block, Problems problems) {
    /** The kernel asks three times, a second apart, for a machine of the same network; the check wants a little more. */
    private static final Duration NEIGHBOUR_FAILS = Duration.ofSeconds(4);
    private static final String UDP = "udp";
    private static final String SEND_EXPECT = "send-expect";

    void inspect() {
        CheckSettings settings = service.check();
        boolean bare = settings.check()
                .map(all -> all.parts().stream().allMatch(part -> bare(part.check(), settings.options(part.check()))))
                .orElseGet(this::bareByOldKeywords);
        if (service.active() && service.protocol() == Protocol.UDP && bare) {
            problems.warn(block.lineOf(CheckKeywords.CHECK), block.words()
                    + ": no answer of this UDP service is expected, so its "
                    + "check notices only a closed port and " + machine(settings) + "; not a program that hangs, a "
                    + "firewall that drops, or a dead machine behind a router; write expect, udp_reply or udp_require_reply = 1, or "
                    + "check = dns, sip, ntp, radius or ping");
        }
    }

    private static boolean bare(String check, Map<String, String> options) {
        return switch (check) {
            case UDP -> !options.containsKey("reply") && !options.getOrDefault("require-reply", "0").equals("1");
            case SEND_EXPECT -> !options.containsKey("expect");
            default -> false;
        };
    }

    private boolean bareByOldKeywords() {
        return List.of(service.expect(), service.sendProgram(), service.clientMonitor()).stream()
                .allMatch(Optional::isEmpty);
    }

    private static String machine(CheckSettings settings) {
        return settings.checkTimeout().compareTo(NEIGHBOUR_FAILS) < 0
                ? "not even a machine that is switched off, for which check_timeout must be at least 4 s"
                : "a machine in the same network that is switched off, after 3 s";
    }
}
