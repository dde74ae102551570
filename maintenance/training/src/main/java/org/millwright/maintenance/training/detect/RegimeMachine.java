package org.millwright.maintenance.training.detect;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A seeded machine that runs up to three recipes one after the other, each for 25 to 85 minutes, a row every ten seconds. Its load
 * wanders around the recipe's and carries current, pressure, flow and vibration; the temperature follows over a quarter of
 * an hour; the ambient temperature is for itself. NOT thread safe.
 */
final class RegimeMachine {

    static final List<String> SIGNALS =
            List.of("setpoint", "speed", "current", "pressure", "flow", "vibration", "temperature", "ambient");

    /** Where each signal stands in a row. */
    static final int CURRENT = 2;

    static final int PRESSURE = 3;
    static final int FLOW = 4;
    static final int VIBRATION = 5;
    private static final int SHORTEST = 150;
    private static final int LONGEST = 500;
    private static final double FOLLOWING = 1 / 90.0;

    /** Of setpoint, speed, current, pressure, flow, vibration, temperature, ambient. */
    private static final double[][] CENTRES = {
        {900, 900, 7.0, 2.2, 24, 0.9, 41, 22},
        {1500, 1500, 12.0, 3.4, 41, 1.9, 55, 22},
        {2100, 2100, 16.5, 4.1, 57, 2.6, 66, 22},
        {1800, 1800, 14.2, 3.8, 50, 2.2, 60, 22}
    };

    private static final double[][] DEVIATIONS = {
        {0, 2, 0.25, 0.06, 0.7, 0.06, 0.4, 0.8},
        {0, 4, 0.50, 0.10, 1.5, 0.15, 0.5, 0.8},
        {0, 5, 0.45, 0.16, 1.2, 0.30, 0.6, 0.8},
        {0, 5, 0.50, 0.12, 1.4, 0.20, 0.5, 0.8}
    };

    private static final double[] BY_LOAD = {0, 0.3, 0.95, 0.9, 0.9, 0.8, 0.5, 0};

    private final RandomGenerator random;
    private final int regimes;
    private int regime;
    private int left;
    private double load;
    private double ambient;
    private double temperature;

    RegimeMachine(long seed, int regimes) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.regimes = regimes;
        this.temperature = CENTRES[0][6];
    }

    /** The recipe of the newest row. */
    int regime() {
        return regime;
    }

    /** The next row of a machine that is well. */
    double[] row() {
        if (left-- <= 0) {
            left = random.nextInt(SHORTEST, LONGEST);
            regime = regimes == 1 ? 0 : (regime + random.nextInt(1, regimes)) % regimes;
        }
        return row(regime);
    }

    /** The next row in a recipe of our choice. */
    double[] row(int recipe) {
        load = 0.6 * load + 0.8 * random.nextGaussian();
        ambient = 0.98 * ambient + 0.199 * random.nextGaussian();
        temperature += FOLLOWING * (CENTRES[recipe][6] - temperature);
        double[] row = new double[SIGNALS.size()];
        for (int j = 0; j < row.length; j++) {
            double own = j == 7 ? ambient : random.nextGaussian();
            double common = BY_LOAD[j] * load + Math.sqrt(1 - BY_LOAD[j] * BY_LOAD[j]) * own;
            row[j] = (j == 6 ? temperature : CENTRES[recipe][j]) + DEVIATIONS[recipe][j] * common;
        }
        return row;
    }

    /** What some deviations of a signal are in the newest recipe. */
    double deviations(int signal, double count) {
        return count * DEVIATIONS[regime][signal];
    }

    /** Without the speed that is asked for and the one that is measured. */
    static List<String> withoutSpeeds() {
        return SIGNALS.subList(2, SIGNALS.size());
    }

    static double[] withoutSpeeds(double[] row) {
        return Arrays.copyOfRange(row, 2, row.length);
    }
}
