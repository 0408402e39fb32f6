package io.arapaima.check;

import io.arapaima.check.Target.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks one server as the engine would.
 *
 * @param check what asks
 * @param address whom
 * @param port at which port
 * @param transport what the virtual service balances
 */
public record Asking(Check check, InetAddress address, int port, Transport transport) {
    /** How long a server on loopback may take on a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * Of a TCP service.
     *
     * @param check what asks
     * @param address whom
     * @param port at which port
     */
    public Asking(Check check, InetAddress address, int port) {
        this(check, address, port, Transport.TCP);
    }

    /**
     * Of a TCP service at 127.0.0.1.
     *
     * @param check what asks
     * @param port at which port
     */
    public Asking(Check check, int port) {
        this(check, InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /**
     * Asks the scripted server alone, once.
     *
     * @param check what asks
     * @param peer whom; closed afterwards
     * @param optionsAndValues options that lvs.cf sets, each followed by its value
     * @return what the engine makes of it
     * @throws IOException if the peer cannot be closed
     * @throws InterruptedException if the probe says so
     */
    public static CheckResult once(Check check, Peer peer, String... optionsAndValues)
            throws IOException, InterruptedException {
        return onceWithin(LIMIT, check, peer, optionsAndValues);
    }

    /**
     * Asks the scripted server alone, once, with a limit that is waited for: where the right result is a time-out.
     *
     * @param limit the deadline
     * @param check what asks
     * @param peer whom; closed afterwards
     * @param optionsAndValues options that lvs.cf sets, each followed by its value
     * @return what the engine makes of it
     * @throws IOException if the peer cannot be closed
     * @throws InterruptedException if the probe says so
     */
    public static CheckResult onceWithin(Duration limit, Check check, Peer peer, String... optionsAndValues)
            throws IOException, InterruptedException {
        try (peer) {
            InetSocketAddress at = peer.address();
            return new Asking(check, at.getAddress(), at.getPort(), peer.transport()).asked(limit, optionsAndValues);
        }
    }

    /**
     * Asks with a long limit.
     *
     * @param optionsAndValues options that lvs.cf sets, each followed by its value
     * @return what the engine makes of it
     * @throws InterruptedException if the probe says so
     */
    public CheckResult with(String... optionsAndValues) throws InterruptedException {
        return within(LIMIT, optionsAndValues);
    }

    /**
     * Asks. What passes while a {@link RealServer} runs is noted as run against it.
     *
     * @param limit the deadline
     * @param optionsAndValues options that lvs.cf sets, each followed by its value
     * @return what the engine makes of it
     * @throws InterruptedException if the probe says so
     */
    public CheckResult within(Duration limit, String... optionsAndValues) throws InterruptedException {
        CheckResult result = asked(limit, optionsAndValues);
        if (result instanceof CheckResult.Passed) {
            RealServer.passedBy(check.name());
        }
        return result;
    }

    private CheckResult asked(Duration limit, String... optionsAndValues) throws InterruptedException {
        Map<String, String> set = new HashMap<>();
        for (int i = 0; i < optionsAndValues.length; i += 2) {
            set.put(optionsAndValues[i], optionsAndValues[i + 1]);
        }
        // A check is never asked with options that break its own rules.
        Optional<String> refused = OptionRule.problem(check.options(), check.rules(), set);
        if (refused.isPresent()) {
            return new CheckResult.Inconclusive(refused.get());
        }
        var target = new Target(address, port, transport, limit, Options.of(check.options(), set));
        try {
            return check.probe(target, Deadline.in(limit));
        } catch (IOException e) {
            return CheckResult.of(e);
        }
    }
}
