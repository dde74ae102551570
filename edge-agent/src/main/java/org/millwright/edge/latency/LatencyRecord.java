package org.millwright.edge.latency;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Latencies since the start, to a hundredth; one thread records without waiting, any thread reads. */
public final class LatencyRecord {

    /** Longer ones, such as a replay of old data, count as this. */
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private static final int FIGURES = 2;

    private final SingleWriterRecorder recent = new SingleWriterRecorder(LONGEST_MICROS, FIGURES);
    private final Histogram total = new Histogram(LONGEST_MICROS, FIGURES);

    public void record(long nanos) {
        recent.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    public synchronized Latency read() {
        total.add(recent.getIntervalHistogram());
        return latency(total);
    }

    static Latency latency(Histogram micros) {
        return new Latency(
                micros.getTotalCount(),
                at(micros, 50),
                at(micros, 99),
                at(micros, 99.9),
                Duration.ofNanos(micros.getMaxValue() * 1000));
    }

    private static Duration at(Histogram micros, double percentile) {
        return Duration.ofNanos(micros.getValueAtPercentile(percentile) * 1000);
    }
}
