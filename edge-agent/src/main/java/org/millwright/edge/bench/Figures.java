package org.millwright.edge.bench;

import java.time.Duration;
import java.util.Locale;
import org.millwright.edge.latency.Latency;

/** The line that a yardstick prints. */
final class Figures {

    private Figures() {}

    static String json(long values, Latency latency) {
        return String.format(
                Locale.ROOT,
                "{\"values\":%d,\"p50\":%.3f,\"p99\":%.3f,\"p999\":%.3f}",
                values,
                millis(latency.p50()),
                millis(latency.p99()),
                millis(latency.p999()));
    }

    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
