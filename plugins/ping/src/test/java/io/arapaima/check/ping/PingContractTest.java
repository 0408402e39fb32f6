package io.arapaima.check.ping;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Expectation;
import io.arapaima.check.Peer;
import io.arapaima.check.Terms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** Loopback answers; what loopback does not do, or the kernel would hold back, is scripted. */
class PingContractTest extends CheckContract {
    private static final String SILENT = "127.0.0.4";
    private static final String GARBAGE = "127.0.0.2";
    private static final String FLOOD = "127.0.0.3";

    @Override
    protected Terms terms() {
        Expectation timeout = Expectation.failed(Reason.TIMEOUT);
        return Terms.of(new PingCheck(PingContractTest::open)).options(Map.of("interval", "10ms"))
                .against(Behaviour.ANSWERS, () -> at("127.0.0.1"), Expectation.passed())
                .against(Behaviour.HANGS, () -> at(SILENT), timeout)
                .against(Behaviour.TALKS_GARBAGE, () -> at(GARBAGE), timeout)
                .against(Behaviour.FLOODS, () -> at(FLOOD), timeout)
                .without(Behaviour.REFUSES, "ICMP has no ports that could be closed")
                .without(Behaviour.DRIPS, "a message arrives whole or not at all")
                .without(Behaviour.CLOSES_EARLY, "ICMP has no connections")
                .without(Behaviour.RESETS, "ICMP has no connections")
                .without(Behaviour.BLACK_HOLE, "ICMP has no connections; silence is tried as a server that hangs");
    }

    private static EchoChannel open(InetAddress address, int length) throws KernelRefusal {
        return switch (address.getHostAddress()) {
            case SILENT -> new ScriptedChannel(IcmpVersion.V4, ScriptedChannel.Habit.SILENT);
            case GARBAGE -> new ScriptedChannel(IcmpVersion.V4, ScriptedChannel.Habit.SENDS_GARBAGE);
            case FLOOD -> new ScriptedChannel(IcmpVersion.V4, ScriptedChannel.Habit.FLOODS);
            default -> IcmpSocket.open(address, length);
        };
    }

    private static Peer at(String address) {
        return () -> new InetSocketAddress(InetAddress.ofLiteral(address), 7);
    }
}
