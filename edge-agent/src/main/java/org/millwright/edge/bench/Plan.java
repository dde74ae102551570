package org.millwright.edge.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is measured and where.
 *
 * @param home the repository, for the model of the camera's station
 * @param folder of this run: configuration, logs, data
 * @param measured how long, after {@code warmUp}
 * @param camera whether the vision station runs beside the load
 */
record Plan(
        Path home,
        Path folder,
        String simulatorClasspath,
        int signals,
        Duration period,
        Duration warmUp,
        Duration measured,
        boolean camera) {

    /** The load goes on a little longer than it is measured, so that both ends of the window see it in full. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** The bare libraries do the same all the time: a minute of them is enough beside a long run of the agent. */
    Duration yardstickMeasured() {
        return measured.compareTo(Duration.ofMinutes(1)) < 0 ? measured : Duration.ofMinutes(1);
    }

    double rowsPerSecond() {
        return signals * 1e9 / period.toNanos();
    }

    long loadSeconds() {
        return warmUp.plus(measured).plus(MARGIN).toSeconds();
    }
}
