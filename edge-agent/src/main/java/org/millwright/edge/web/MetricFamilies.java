package org.millwright.edge.web;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects data points under their metric's name and writes them in the Prometheus text format. */
final class MetricFamilies {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();
    private final Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
    private final Map<String, SummarySnapshot.Builder> summaries = new LinkedHashMap<>();

    void gauge(String name, String help, double value, String... labels) {
        gauges.computeIfAbsent(name, _ -> GaugeSnapshot.builder().name(name).help(help))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(labels))
                        .build());
    }

    /** The text gets the suffix {@code _total} that the format asks for. */
    void counter(String name, String help, long value, String... labels) {
        counters.computeIfAbsent(name, _ -> CounterSnapshot.builder().name(name).help(help))
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value((double) value)
                        .labels(Labels.of(labels))
                        .build());
    }

    void summary(String name, String help, long count, Quantiles quantiles, String... labels) {
        summaries
                .computeIfAbsent(name, _ -> SummarySnapshot.builder().name(name).help(help))
                .dataPoint(SummaryDataPointSnapshot.builder()
                        .count(count)
                        .quantiles(quantiles)
                        .labels(Labels.of(labels))
                        .build());
    }

    String text() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        gauges.values().stream().map(GaugeSnapshot.Builder::build).forEach((MetricSnapshot s) -> all.metricSnapshot(s));
        counters.values().stream()
                .map(CounterSnapshot.Builder::build)
                .forEach((MetricSnapshot s) -> all.metricSnapshot(s));
        summaries.values().stream()
                .map(SummarySnapshot.Builder::build)
                .forEach((MetricSnapshot s) -> all.metricSnapshot(s));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, all.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
