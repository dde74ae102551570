package org.millwright.maintenance.detect;

import java.time.Duration;
import java.util.List;

/** A detector that learned a {@link TestPump}, with the pump it goes on watching, a row each second. */
final class Watched {

    static final long SECOND = 1_000_000_000L;
    static final DetectorSettings SETTINGS = DetectorSettings.every(Duration.ofSeconds(1));

    final TestPump pump;
    final AnomalyDetector detector;
    private long nanos;

    Watched(long seed) {
        this(seed, 0);
    }

    Watched(long seed, long startNanos) {
        pump = new TestPump(seed);
        detector = new AnomalyDetector(learned(TestPump.SIGNALS, pump.rows(1_000), SETTINGS));
        nanos = startNanos;
    }

    static NormalBehaviour learned(List<String> names, List<double[]> rows, DetectorSettings settings) {
        return switch (NormalBehaviour.learn(names, rows, settings)) {
            case Learning.Learned(NormalBehaviour behaviour) -> behaviour;
            case Learning.NotEnough(String reason) -> throw new AssertionError(reason);
        };
    }

    Finding see(double... row) {
        nanos += SECOND;
        return detector.accept(nanos, row);
    }

    /** Normal rows. */
    Finding run(int rows) {
        Finding finding = see(pump.row());
        for (int i = 1; i < rows; i++) {
            finding = see(pump.row());
        }
        return finding;
    }

    /** Rows shifted by as many deviations. */
    Finding run(int rows, double... deviations) {
        Finding finding = see(pump.shifted(deviations));
        for (int i = 1; i < rows; i++) {
            finding = see(pump.shifted(deviations));
        }
        return finding;
    }

    void skip(Duration time) {
        nanos += time.toNanos();
    }

    long now() {
        return nanos;
    }
}
