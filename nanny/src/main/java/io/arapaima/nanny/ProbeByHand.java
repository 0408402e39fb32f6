package io.arapaima.nanny;

import io.arapaima.check.Check;
import io.arapaima.check.CheckResult;
import io.arapaima.check.Deadline;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.ProbeTrace;
import io.arapaima.check.Target;
import io.arapaima.ipc.PlannedCheck;
import io.arapaima.nanny.plugin.Offer;
import io.arapaima.nanny.plugin.OfferedCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One probe, run now as the engine would run it: same loader, same thread, same deadline. It is here and not in lvsctl,
 * which only starts this, because a plugin needs this program's class loaders and its protection against plugins.
 */
final class ProbeByHand {
    private final ProbeOrder order;
    private final ProbeTrace trace = new ProbeTrace();

    ProbeByHand(ProbeOrder order) {
        this.order = order;
    }

    /** Everything that there is to say about it. */
    ProbeReport run(Offer offer) throws CommandLine.UsageException {
        OfferedCheck check = offer.find(order.check()).orElse(null);
        if (check == null) {
            throw new CommandLine.UsageException("no check is called " + order.check() + "; "
                    + ProbeOrder.hint(order.check(), offer.byName().keySet()));
        }
        Map<String, String> options = order.options(check.options());
        long start = System.nanoTime();
        List<String> addresses;
        try {
            addresses = List.of(InetAddress.getAllByName(order.host())).stream().map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            return new ProbeReport(order, List.of(), Duration.ofNanos(System.nanoTime() - start), Duration.ZERO,
                    Outcome.inconclusive(
                            "the host " + order.host() + " has no address that can be found here; write one"),
                    trace);
        }
        Duration resolved = Duration.ofNanos(System.nanoTime() - start);
        var timing = new PlannedCheck.Timing(Duration.ofDays(1), order.connectTimeout(), order.timeout());
        var planned = new PlannedCheck("by hand", order.check(),
                new PlannedCheck.Target(addresses.getFirst(), order.port(),
                        order.transport().name().toLowerCase(Locale.ROOT), options),
                timing, new PlannedCheck.Judging(OptionalInt.of(1), 1, Duration.ZERO));
        long begun = System.nanoTime();
        Outcome outcome = outcome(new Probe(ProbeKey.of(planned), planned.id()), check);
        return new ProbeReport(order, addresses, resolved, Duration.ofNanos(System.nanoTime() - begun), outcome, trace);
    }

    /** An interrupt at the deadline, a grace, and then it is given up, as in {@link CheckRunner}. */
    private Outcome outcome(Probe probe, OfferedCheck check) {
        var answer = new CompletableFuture<Outcome>();
        var traced = new OfferedCheck(check.name(), check.sentence(), check.options(), check.rules(),
                new Traced(check.check(), trace), check.conduct(), check.version());
        var run = new CheckRun(probe, traced, CheckRun::ask, answer::complete);
        run.thread().start();
        if (!within(answer, order.timeout())) {
            run.interrupt();
            if (!within(answer, CheckRun.GRACE)) {
                run.giveUp();
                if (!within(answer, CheckRunner.PATIENCE)) {
                    run.blame();
                }
            }
        }
        return answer.join();
    }

    private static boolean within(CompletableFuture<Outcome> answer, Duration limit) {
        try {
            answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("nobody interrupts this thread, and no outcome is an exception", e);
        }
    }

    /** A check whose probes are traced. */
    private record Traced(Check check, ProbeTrace trace) implements Check {
        @Override
        public String name() {
            return check.name();
        }

        @Override
        public String sentence() {
            return check.sentence();
        }

        @Override
        public List<OptionSpec> options() {
            return check.options();
        }

        @Override
        public List<OptionRule> rules() {
            return check.rules();
        }

        @Override
        public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
            Thread.currentThread().setContextClassLoader(check.getClass().getClassLoader());
            return trace.run(check, target, deadline);
        }
    }
}
