package io.arapaima.check.ping;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Target;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/**
 * Passes when enough echo requests are answered (RFC 792, RFC 4443). Like keepalived's PING_CHECK and ldirectord's ping,
 * one answer is enough unless {@code max-loss} says otherwise. Brings the metrics {@code rtt} (mean round trip) and
 * {@code loss}. The port of the service does not matter.
 */
@Extension
public final class PingCheck implements Check {
    private final EchoChannel.Opener sockets;

    /** Creates the check and gets the C library ready; PF4J calls this. */
    public PingCheck() {
        this(IcmpSocket::open);
        Libc.warmUp();
    }

    PingCheck(EchoChannel.Opener sockets) {
        this.sockets = sockets;
    }

    @Override
    public String name() {
        return "ping";
    }

    @Override
    public String sentence() {
        return "Passes when the server answers ICMP or ICMPv6 echo requests.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("count", OptionSpec.Type.INTEGER, "How many requests are sent.").withDefault("3")
                        .between(1, 100, ""),
                OptionSpec.of("interval", OptionSpec.Type.DURATION, "Time from one request to the next.")
                        .withDefault("200ms").between(10, 60_000, "s"),
                OptionSpec
                        .of("size", OptionSpec.Type.INTEGER, "Data in each request, behind the 8 bytes of its header.")
                        .withDefault("56").between(Echo.LEAST_DATA, 65_000, "bytes"),
                OptionSpec.of("max-loss", OptionSpec.Type.INTEGER,
                        "How many of a hundred requests may remain unanswered; 99 means that one answer is enough.")
                        .withDefault("99").between(0, 99, "%"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws InterruptedException {
        int count = target.options().integer("count");
        Duration interval = target.options().duration("interval");
        Duration sending = interval.multipliedBy(count - 1L);
        if (sending.compareTo(deadline.left()) >= 0) {
            return new Inconclusive("sending " + count + " echo requests takes " + sending.toMillis()
                    + " ms, but the time limit is " + deadline.left().toMillis()
                    + " ms; lower ping_count or ping_interval");
        }
        Tally tally = new Tally(count, target.options().integer("max-loss"));
        Echo echo = Echo.random(IcmpVersion.of(target.address()), target.options().integer("size"));
        try (EchoChannel channel = sockets.open(target.address(), echo.length())) {
            new Pinging(channel, echo, interval, tally).run(deadline);
            return tally.result();
        } catch (KernelRefusal refusal) {
            return switch (refusal.kind()) {
                case UNREACHABLE -> new Failed(Reason.UNREACHABLE, refusal.getMessage());
                case LOCAL -> new Inconclusive(refusal.getMessage());
            };
        }
    }
}
