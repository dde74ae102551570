package org.millwright.maintenance.features;

/**
 * Weight, mean and central moments up to the fourth of a value that holds from one time to another, and how it goes along
 * with time. Two of them merge into one without looking at the values again (Pébay, "Formulas for robust, one-pass parallel
 * computation of covariances and arbitrary-order statistical moments", 2008, weighted).
 *
 * <p>NOT thread safe.
 */
final class Moments {

    private double seconds;
    private double middle;
    private double mean;
    private double second;
    private double third;
    private double fourth;
    private double timeSecond;
    private double together;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    void clear() {
        seconds = 0;
        middle = 0;
        mean = 0;
        second = 0;
        third = 0;
        fourth = 0;
        timeSecond = 0;
        together = 0;
        lowest = Double.POSITIVE_INFINITY;
        highest = Double.NEGATIVE_INFINITY;
    }

    /** A value that held from one time (in seconds, of any zero) to a later one. */
    void add(double from, double to, double value) {
        double length = to - from;
        // A constant piece has no moments of its own but that of its time about its middle.
        merge(length, (from + to) / 2, value, 0, 0, 0, length * length * length / 12, 0);
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
    }

    void merge(Moments other) {
        merge(
                other.seconds,
                other.middle,
                other.mean,
                other.second,
                other.third,
                other.fourth,
                other.timeSecond,
                other.together);
        lowest = Math.min(lowest, other.lowest);
        highest = Math.max(highest, other.highest);
    }

    private void merge(
            double weight,
            double itsMiddle,
            double itsMean,
            double itsSecond,
            double itsThird,
            double itsFourth,
            double itsTimeSecond,
            double itsTogether) {
        if (!(weight > 0)) {
            return;
        }
        double sum = seconds + weight;
        double step = itsMean - mean;
        double timeStep = itsMiddle - middle;
        double both = seconds * weight / sum;
        fourth += itsFourth
                + step
                        * step
                        * step
                        * step
                        * both
                        * (seconds * seconds - seconds * weight + weight * weight)
                        / (sum * sum)
                + 6 * step * step * (seconds * seconds * itsSecond + weight * weight * second) / (sum * sum)
                + 4 * step * (seconds * itsThird - weight * third) / sum;
        third += itsThird
                + step * step * step * both * (seconds - weight) / sum
                + 3 * step * (seconds * itsSecond - weight * second) / sum;
        second += itsSecond + step * step * both;
        timeSecond += itsTimeSecond + timeStep * timeStep * both;
        together += itsTogether + step * timeStep * both;
        mean += step * weight / sum;
        middle += timeStep * weight / sum;
        seconds = sum;
    }

    /** For how long there was a value. */
    double seconds() {
        return seconds;
    }

    /** Of some weight only. */
    Statistics statistics() {
        double variance = Math.max(0, second / seconds);
        double deviation = Math.sqrt(variance);
        // What rounding leaves of a constant has no shape.
        boolean varies = highest > lowest && variance > 0;
        return new Statistics(
                mean,
                deviation,
                lowest,
                highest,
                Math.sqrt(mean * mean + variance),
                varies ? third / seconds / (variance * deviation) : Double.NaN,
                varies ? fourth / seconds / (variance * variance) : Double.NaN,
                timeSecond > 0 ? together / timeSecond * 3600 : Double.NaN);
    }
}
