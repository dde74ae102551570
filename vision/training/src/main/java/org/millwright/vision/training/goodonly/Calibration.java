package org.millwright.vision.training.goodonly;

import java.util.List;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.training.flaws.Levels;

/**
 * Brings what two maps say to one scale, by good pictures that neither has learnt from: each counts as deviations from those
 * pictures' worst cells, the larger one decides, and log-odds 0 lies where a given share of good pictures is expected to reach.
 */
record Calibration(Line flaws, Line strange) {

    /** {@code value × factor + offset}. */
    record Line(float factor, float offset) {

        double of(double value) {
            return value * factor + offset;
        }
    }

    private static final double EULER = 0.5772156649;

    /**
     * @param network gives the flaws' map and the strangeness map
     * @param good pictures that were not trained on
     * @param falseRejects share of good pictures that may lie above the limit
     */
    static Calibration of(TrainableNetwork network, List<Levels> good, double falseRejects) {
        double[] flaws = new double[good.size()];
        double[] strange = new double[good.size()];
        for (int i = 0; i < flaws.length; i++) {
            float[][] maps = network.answers(good.get(i).values(), 1);
            flaws[i] = worst(maps[0]);
            strange[i] = worst(maps[1]);
        }
        return of(flaws, strange, falseRejects);
    }

    /** From the worst cells of both maps, picture by picture. */
    static Calibration of(double[] flaws, double[] strange, double falseRejects) {
        Line flawsLine = standardised(flaws);
        Line strangeLine = standardised(strange);
        double[] larger = new double[flaws.length];
        for (int i = 0; i < larger.length; i++) {
            larger[i] = Math.max(flawsLine.of(flaws[i]), strangeLine.of(strange[i]));
        }
        double scale = spread(larger);
        double limit = exceededBy(larger, falseRejects);
        return new Calibration(scaled(flawsLine, scale, limit), scaled(strangeLine, scale, limit));
    }

    private static Line standardised(double[] worst) {
        double spread = spread(worst);
        return new Line((float) (1 / spread), (float) (-mean(worst) / spread));
    }

    private static Line scaled(Line line, double scale, double limit) {
        return new Line((float) (line.factor() / scale), (float) ((line.offset() - limit) / scale));
    }

    private static double worst(float[] map) {
        double worst = Double.NEGATIVE_INFINITY;
        for (float value : map) {
            worst = Math.max(worst, value);
        }
        return worst;
    }

    /**
     * What such a share exceeds: the largest of many cells follow Gumbel's distribution, fitted by its
     * moments, which few pictures are enough for.
     */
    static double exceededBy(double[] worst, double share) {
        double beta = spread(worst) * Math.sqrt(6) / Math.PI;
        return mean(worst) - EULER * beta - beta * Math.log(-Math.log(1 - share));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.length;
        }
        return sum;
    }

    /** Standard deviation; never zero. */
    private static double spread(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.max(1e-3, Math.sqrt(sum / Math.max(1, values.length - 1)));
    }
}
