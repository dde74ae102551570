package org.millwright.maintenance.training.detect;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Mean and standard deviation of a figure over runs, in words. */
final class Spread {

    private Spread() {}

    static <T> String of(List<T> runs, ToDoubleFunction<T> figure) {
        double mean = runs.stream().mapToDouble(figure).average().orElse(Double.NaN);
        double squares = runs.stream()
                .mapToDouble(run -> Math.pow(figure.applyAsDouble(run) - mean, 2))
                .sum();
        double deviation = runs.size() > 1 ? Math.sqrt(squares / (runs.size() - 1)) : 0;
        return String.format(Locale.ROOT, "%.3f ± %.3f", mean, deviation);
    }
}
