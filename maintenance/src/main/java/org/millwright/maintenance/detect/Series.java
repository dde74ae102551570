package org.millwright.maintenance.detect;

import java.util.Arrays;

/** Statistics of the readings of one signal, in the order they came. All readings are finite. */
final class Series {

    /** Makes a median absolute deviation comparable with a standard deviation. */
    private static final double NORMAL = 1.4826;

    private static final double TRIMMED = 0.01;
    private static final int MOST_LAGGED = 8192;

    private Series() {}

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * A spread that a few wild readings do not touch: from the median absolute deviation, but where most readings are the
     * same, as of a coarse sensor, half the deviation of all but the outermost hundredths.
     */
    static double spread(double[] values) {
        double centre = median(values);
        double byMedian = NORMAL
                * median(Arrays.stream(values).map(x -> Math.abs(x - centre)).toArray());
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = (int) Math.ceil(TRIMMED * sorted.length);
        double[] inner = Arrays.copyOfRange(sorted, cut, sorted.length - cut);
        return Math.max(byMedian, Math.sqrt(variance(inner)) / 2);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(Double.NaN);
    }

    /**
     * How many successive readings say as much about the level as one independent reading: the integrated
     * autocorrelation time, with the window of Sokal, "Monte Carlo methods in statistical mechanics" (1997); at least 1.
     * Of long series by the means of blocks, as a drift would make it cost the square of their length.
     */
    static double autocorrelationTime(double[] values) {
        if (values.length <= MOST_LAGGED) {
            return lagged(values);
        }
        int block = Math.ceilDiv(values.length, MOST_LAGGED);
        double[] means = new double[Math.floorDiv(values.length, block)];
        for (int i = 0; i < means.length; i++) {
            means[i] = mean(Arrays.copyOfRange(values, i * block, (i + 1) * block));
        }
        double variance = variance(values);
        return variance > 0 ? Math.max(1, block * variance(means) / variance * lagged(means)) : values.length;
    }

    private static double lagged(double[] values) {
        double mean = mean(values);
        double variance = variance(values);
        if (!(variance > 0)) {
            return values.length;
        }
        double time = 1;
        for (int lag = 1; lag < values.length / 2 && lag < 5 * time; lag++) {
            double sum = 0;
            for (int i = lag; i < values.length; i++) {
                sum += (values[i] - mean) * (values[i - lag] - mean);
            }
            time += 2 * sum / (values.length * variance);
        }
        return Math.max(1, time);
    }

    /** The most readings in a row that were the same. */
    static int longestRun(double[] values) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < values.length; i++) {
            run = i > 0 && Double.compare(values[i], values[i - 1]) == 0 ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
