package org.millwright.simulator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.millwright.simulator.line.Quantity;

/** One sensor that lies for a while; steps {@code from} (inclusive) to {@code until}. */
record SensorFault(String signal, Kind kind, int from, int until) {

    enum Kind {
        /** Repeats its last reading. */
        STUCK,
        /** Reads a quarter of its range too much. */
        OFFSET,
        /** Has no good reading. */
        SILENT
    }

    private static final double OFFSET_OF_RANGE = 0.25;
    private static final double LASTS_HOURS = 12;
    /** One fault in this time, at a random moment of it. */
    private static final double EVERY_HOURS = 240;
    /** None while the machine is learned. */
    private static final double FIRST_HOURS = 72;

    static List<SensorFault> plan(long seed, List<String> signals, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SensorFault> faults = new ArrayList<>();
        int length = StudyClock.steps(LASTS_HOURS);
        int period = StudyClock.steps(EVERY_HOURS);
        for (int begin = StudyClock.steps(FIRST_HOURS); begin + period <= steps; begin += period) {
            int from = begin + random.nextInt(period - 2 * length);
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            faults.add(new SensorFault(signals.get(random.nextInt(signals.size())), kind, from, from + length));
        }
        return faults;
    }

    boolean covers(int step) {
        return step >= from && step < until;
    }

    /** What the sensor says. NaN for nothing. */
    double shown(double value, double before, Quantity quantity) {
        return switch (kind) {
            case STUCK -> before;
            case OFFSET -> value + OFFSET_OF_RANGE * (quantity.high() - quantity.low());
            case SILENT -> Double.NaN;
        };
    }
}
