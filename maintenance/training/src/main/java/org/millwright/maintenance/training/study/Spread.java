package org.millwright.maintenance.training.study;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One figure over several seeds, all in its unit.
 *
 * @param deviation standard deviation of the sample; 0 of a single one
 */
public record Spread(double mean, double deviation, double least, double most) {

    public static <T> Spread of(List<T> all, ToDoubleFunction<T> figure) {
        double[] values = all.stream().mapToDouble(figure).toArray();
        double mean = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            mean += value / values.length;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Spread(mean, values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0, least, most);
    }

    /** As one line of a study. */
    public String row(String what) {
        return String.format(
                Locale.ROOT,
                "%-34s mean %.3f, standard deviation %.3f, from %.3f to %.3f",
                what,
                mean,
                deviation,
                least,
                most);
    }
}
