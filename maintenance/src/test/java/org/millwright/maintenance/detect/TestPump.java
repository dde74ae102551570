package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seeded pump: load wanders around its level and carries current, pressure, flow and vibration with it; the ambient
 * temperature is for itself.
 */
final class TestPump {

    static final List<String> SIGNALS = List.of("current", "pressure", "flow", "vibration", "ambient");

    /** Deviation of each signal in normal operation. */
    static final double[] DEVIATIONS = {0.5, 0.1, 1.5, 0.02, 0.8};

    private static final double[] CENTRES = {12, 3, 40, 0.3, 21};

    /** How much of each signal the load makes. */
    private static final double[] BY_LOAD = {0.95, 0.95, 0.95, 0.95, 0};

    private final Random random;
    private double load;

    TestPump(long seed) {
        random = new Random(seed);
    }

    double[] row() {
        load = 0.6 * load + 0.8 * random.nextGaussian();
        double[] row = new double[SIGNALS.size()];
        for (int j = 0; j < row.length; j++) {
            double own = Math.sqrt(1 - BY_LOAD[j] * BY_LOAD[j]) * random.nextGaussian();
            row[j] = CENTRES[j] + DEVIATIONS[j] * (BY_LOAD[j] * load + own);
        }
        return row;
    }

    List<double[]> rows(int count) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row());
        }
        return rows;
    }

    /** Lets as much more or less of each signal come as told, in its deviations. */
    double[] shifted(double... deviations) {
        double[] row = row();
        for (int j = 0; j < row.length; j++) {
            row[j] += deviations[j] * DEVIATIONS[j];
        }
        return row;
    }
}
