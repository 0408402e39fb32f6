package io.arapaima.web.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metric families that are being filled; one without a value is left out. For one scrape, one thread. */
final class Families {
    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();

    /** A value now. */
    void gauge(String name, String help, Labels labels, double value) {
        gauges.computeIfAbsent(name, n -> GaugeSnapshot.builder().name(n).help(help)).dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }

    /** A number of things; beyond 2^53 the last digits are lost, as they are in Prometheus. */
    void gauge(String name, String help, Labels labels, long value) {
        gauge(name, help, labels, (double) value);
    }

    /** A number that grows; its name ends with {@code _total} when it is written. */
    void counter(String name, String help, Labels labels, long value) {
        counters.computeIfAbsent(name, n -> CounterSnapshot.builder().name(n).help(help)).dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder().labels(labels).value((double) value).build());
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        gauges.values().forEach(g -> all.add(g.build()));
        counters.values().forEach(c -> all.add(c.build()));
        return new MetricSnapshots(all);
    }
}
