package io.arapaima.nanny;

import io.arapaima.check.CheckResult;
import io.arapaima.check.Metric;
import io.arapaima.check.ProbeTrace;
import io.arapaima.check.ProbeTrace.Kind;
import io.arapaima.check.ProbeTrace.Step;
import io.arapaima.ipc.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a probe by hand found out, as text or as one line of JSON. Pure.
 *
 * @param order what was asked for
 * @param addresses of the host; the first was asked; empty when it has none
 * @param resolve how long finding them took
 * @param total how long the probe took
 * @param outcome what became of it
 * @param trace what it did
 */
record ProbeReport(ProbeOrder order, List<String> addresses, Duration resolve, Duration total, Outcome outcome,
        ProbeTrace trace) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /** 0 passed, 1 failed, 3 nothing was learnt; 2 is wrong usage. */
    int exitCode() {
        return switch (outcome.result()) {
            case CheckResult.Passed _ -> 0;
            case CheckResult.Failed _ -> 1;
            case CheckResult.Inconclusive _ -> 3;
        };
    }

    String json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("check", order.check());
        object.put("target", target());
        object.put("addresses", addresses);
        object.put("result", word());
        object.put("reason", outcome.result() instanceof CheckResult.Failed(var reason, var _) ? reason.name() : null);
        object.put("text", text());
        object.put("trouble", trace.masked(outcome.trouble()));
        object.put("latency_ms",
                outcome.result() instanceof CheckResult.Passed passed ? millis(passed.latency()) : null);
        object.put("metrics", metrics());
        object.put("phases_ms", phases(trace.steps()));
        object.put("trace", trace.steps().stream().map(ProbeReport::fields).toList());
        object.put("steps_not_kept", trace.dropped());
        return Json.write(object);
    }

    private static Map<String, Object> fields(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", step.kind().name().toLowerCase(Locale.ROOT));
        fields.put("from_ms", millis(step.from()));
        fields.put("until_ms", millis(step.until()));
        fields.put("bytes", step.bytes());
        fields.put("text", step.text());
        return fields;
    }

    /**
     * Where the time went. First byte: from the connection, TLS included, or for datagrams from the question, to the first
     * byte of an answer; transfer: from there to the last byte. A phase that there was not is left out.
     */
    Map<String, Double> phases(List<Step> steps) {
        Map<String, Double> phases = new LinkedHashMap<>();
        phases.put("resolve", millis(resolve));
        putSum(phases, "connect", Kind.CONNECT, steps);
        putSum(phases, "tls", Kind.TLS, steps);
        OptionalInt first = IntStream.range(0, steps.size()).filter(i -> steps.get(i).kind() == Kind.RECEIVED)
                .findFirst();
        if (first.isPresent()) {
            List<Step> before = steps.subList(0, first.getAsInt());
            List<Step> after = steps.subList(first.getAsInt() + 1, steps.size());
            Duration answered = steps.get(first.getAsInt()).until();
            phases.put("first_byte", millis(answered.minus(ready(before))));
            Duration last = after.stream().filter(s -> s.kind() == Kind.RECEIVED).map(Step::until)
                    .reduce(answered, (_, later) -> later);
            Duration handshakes = sum(after.stream().filter(s -> s.kind() == Kind.CONNECT || s.kind() == Kind.TLS)
                    .filter(s -> s.until().compareTo(last) < 0).toList());
            phases.put("transfer", millis(last.minus(answered).minus(handshakes)));
        }
        phases.put("total", millis(total));
        return phases;
    }

    private static Duration ready(List<Step> before) {
        Optional<Duration> connected = before.stream().filter(s -> s.kind() != Kind.SENT).map(Step::until)
                .reduce((_, later) -> later);
        return connected.or(() -> before.stream().map(Step::from).findFirst()).orElse(Duration.ZERO);
    }

    private static void putSum(Map<String, Double> phases, String name, Kind kind, List<Step> steps) {
        List<Step> such = steps.stream().filter(s -> s.kind() == kind).toList();
        if (!such.isEmpty()) {
            phases.put(name, millis(sum(such)));
        }
    }

    private static Duration sum(List<Step> steps) {
        return steps.stream().map(s -> s.until().minus(s.from())).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(order.check()).append(' ').append(target());
        text.append(ADDRESS.matcher(order.host()).matches() ? "" : " = " + String.join(", ", addresses)).append('\n');
        trace.steps().forEach(step -> text.append(line(step)));
        if (trace.dropped() > 0) {
            text.append("  and ").append(trace.dropped()).append(" steps more\n");
        }
        text.append(word().toUpperCase(Locale.ROOT)).append(text().isEmpty() ? "" : ": " + text()).append('\n');
        if (!outcome.trouble().isEmpty() && !outcome.trouble().equals(text())) {
            text.append("trouble: ").append(trace.masked(outcome.trouble())).append('\n');
        }
        metrics().forEach(m -> text.append(String.format(Locale.ROOT, "metric %s = %.3f %s", m.name(), m.value(),
                m.unit()).stripTrailing()).append('\n'));
        text.append("time:");
        phases(trace.steps()).forEach((phase, ms) -> text
                .append(String.format(Locale.ROOT, " %s %.1f ms,", phase.replace('_', ' '), ms)));
        return text.deleteCharAt(text.length() - 1).toString();
    }

    private static String line(Step step) {
        String what = step.kind().name().toLowerCase(Locale.ROOT)
                + (step.bytes() > 0 ? " " + step.bytes() + " bytes" : "");
        String head = String.format(Locale.ROOT, "%9.1f ms  %-20s", millis(step.until()), what);
        return step.bytes() == 0
                ? (head + " " + step.text()).stripTrailing() + "\n"
                : head.stripTrailing() + "\n" + step.text().replaceAll("(?<!\\\\)((?:\\\\\\\\)*\\\\n)(?!$)", "$1\n")
                        .indent(14);
    }

    private String target() {
        String host = order.host().contains(":") ? "[" + order.host() + "]" : order.host();
        return order.port() == 0 ? order.host() : host + ":" + order.port();
    }

    private String word() {
        return switch (outcome.result()) {
            case CheckResult.Passed _ -> "passed";
            case CheckResult.Failed _ -> "failed";
            case CheckResult.Inconclusive _ -> "inconclusive";
        };
    }

    private String text() {
        return trace.masked(switch (outcome.result()) {
            case CheckResult.Passed passed -> passed.text();
            case CheckResult.Failed(var reason, var text) -> reason + ": " + text;
            case CheckResult.Inconclusive(var cause) -> cause;
        });
    }

    private List<Metric> metrics() {
        return outcome.result() instanceof CheckResult.Passed passed ? passed.metrics() : List.of();
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }
}
