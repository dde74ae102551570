package org.millwright.maintenance.training.detect;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Mean and standard deviation of a figure over runs, in words. */
final class Spread {

    private Spread() {}

    static <T> String of(List<T> runs, ToDoubleFunction<T> figure) {
        var spread = org.millwright.maintenance.training.study.Spread.of(runs, figure);
        return String.format(Locale.ROOT, "%.3f ± %.3f", spread.mean(), spread.deviation());
    }
}
