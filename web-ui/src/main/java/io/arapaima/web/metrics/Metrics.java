package io.arapaima.web.metrics;

import io.arapaima.ipc.TrafficRequest;
import io.arapaima.web.director.LiveState;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** What Prometheus scrapes: the director's state, and what this program counts of itself. Thread-safe. */
public final class Metrics {
    private static final double NANOS = 1e9;
    private static final String RESIDENT = "VmRSS:";
    private static final int WRONG = 401;

    private final LiveState state;
    private final PrometheusRegistry own = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Counter requests = Counter.builder().name("lvs_web_requests").help("Requests to the web UI.")
            .labelNames("route", "method", "code").register(own);
    private final Counter failures = Counter.builder().name("lvs_web_sign_in_failures")
            .help("Sign-ins that were refused.").register(own);
    private final Histogram durations = Histogram.builder().name("lvs_web_request_duration_seconds")
            .help("From a request to its answer.").labelNames("route").classicOnly()
            .classicUpperBounds(0.005, 0.025, 0.1, 0.5, 2, 10).register(own);

    /**
     * A text that Prometheus reads.
     *
     * @param type of the text
     * @param text the text
     */
    public record Page(String type, String text) {}

    /**
     * Nothing counted yet.
     *
     * @param state of the director
     * @param streams how many are open
     */
    public Metrics(LiveState state, IntSupplier streams) {
        this.state = state;
        GaugeWithCallback.builder().name("lvs_web_streams").help("Open streams.")
                .callback(c -> c.call(streams.getAsInt())).register(own);
        GaugeWithCallback.builder().name("process_resident_memory_bytes").help("Resident memory of the web UI.")
                .callback(c -> c.call(resident())).register(own);
    }

    /**
     * Counts a request.
     *
     * @param route path of the operation
     * @param method of the request
     * @param status of the answer
     * @param nanos it took
     */
    public void count(String route, String method, int status, long nanos) {
        requests.labelValues(route, method, Integer.toString(status)).inc();
        durations.labelValues(route).observe(nanos / NANOS);
        if (status == WRONG && method.equals("POST") && (route.endsWith("/sessions") || route.endsWith("/setup"))) {
            failures.inc();
        }
    }

    private static double resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith(RESIDENT))
                    .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) * 1024).findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN; // no Linux
        }
    }

    /**
     * The director, its services and this program.
     *
     * @param accept what the scraper reads
     * @param traffic what goes through the table; empty = nobody knows
     * @return the page
     */
    public Page services(Optional<String> accept, Optional<TrafficRequest.Traffic> traffic) {
        List<MetricSnapshot> all = new ArrayList<>(own.scrape().stream().toList());
        state.last().ifPresent(m -> {
            DirectorMetrics.services(m, state.link()).forEach(all::add);
            traffic.ifPresent(t -> DirectorMetrics.traffic(m.view(), t).forEach(all::add));
        });
        return page(accept, new MetricSnapshots(all));
    }

    /**
     * Every real server.
     *
     * @param accept what the scraper reads
     * @return the page
     */
    public Page servers(Optional<String> accept) {
        return page(accept, state.last().map(m -> DirectorMetrics.servers(m.view())).orElse(new MetricSnapshots()));
    }

    private Page page(Optional<String> accept, MetricSnapshots snapshots) {
        ExpositionFormatWriter writer = accept.filter(a -> a.contains("openmetrics")).isPresent()
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
        var out = new ByteArrayOutputStream();
        try {
            writer.write(out, snapshots);
        } catch (IOException e) {
            throw new IllegalStateException("a buffer in memory", e);
        }
        return new Page(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }
}
