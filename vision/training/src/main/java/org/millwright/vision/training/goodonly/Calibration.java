package org.millwright.vision.training.goodonly;

import java.util.List;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.training.flaws.Levels;

/**
 * Brings what two maps say to one scale, by good pictures that neither has learnt from: each counts its deviation from
 * those pictures' worst cells, and log-odds 0 lies where one good picture in a hundred is expected to reach.
 *
 * @param flawsFactor brings log-odds of a flaw to the common scale
 * @param strangeFactor brings the distance to the memory to it
 * @param offset added to the sum
 */
record Calibration(float flawsFactor, float strangeFactor, float offset) {

    /** Share of good pictures that may lie above the limit. */
    static final double FALSE_REJECTS = 0.01;

    private static final double EULER = 0.5772156649;

    /**
     * @param network gives the flaws' map and the strangeness map, whose cells are {@code enlarge} times as wide
     * @param good pictures that were not trained on
     */
    static Calibration of(TrainableNetwork network, List<Levels> good, int enlarge) {
        float[][] flaws = new float[good.size()][];
        float[][] strange = new float[good.size()][];
        for (int i = 0; i < flaws.length; i++) {
            float[][] maps = network.answers(good.get(i).values(), 1);
            flaws[i] = maps[0];
            strange[i] = maps[1];
        }
        double flawsFactor = 1 / spread(worst(flaws));
        double strangeFactor = 1 / spread(worst(strange));
        int columns = network.outputs().get(0).shape().get(3);
        double[] both = new double[good.size()];
        for (int i = 0; i < both.length; i++) {
            both[i] = worstSum(flaws[i], strange[i], columns, enlarge, flawsFactor, strangeFactor);
        }
        double scale = spread(both);
        return new Calibration(
                (float) (flawsFactor / scale), (float) (strangeFactor / scale), (float) (-exceededBy(both) / scale));
    }

    private static double worstSum(
            float[] flaws, float[] strange, int columns, int enlarge, double flawsFactor, double strangeFactor) {
        double worst = Double.NEGATIVE_INFINITY;
        int strangeColumns = Math.floorDiv(columns, enlarge);
        for (int i = 0; i < flaws.length; i++) {
            int row = Math.floorDiv(Math.floorDiv(i, columns), enlarge);
            int column = Math.floorDiv(i % columns, enlarge);
            worst = Math.max(worst, flawsFactor * flaws[i] + strangeFactor * strange[row * strangeColumns + column]);
        }
        return worst;
    }

    private static double[] worst(float[][] maps) {
        double[] worst = new double[maps.length];
        for (int i = 0; i < maps.length; i++) {
            worst[i] = Double.NEGATIVE_INFINITY;
            for (float value : maps[i]) {
                worst[i] = Math.max(worst[i], value);
            }
        }
        return worst;
    }

    /**
     * What one in {@link #FALSE_REJECTS} exceeds: the largest of many cells follow Gumbel's distribution, fitted by its
     * moments, which few pictures are enough for.
     */
    static double exceededBy(double[] worst) {
        double beta = spread(worst) * Math.sqrt(6) / Math.PI;
        return mean(worst) - EULER * beta - beta * Math.log(-Math.log(1 - FALSE_REJECTS));
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
