package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mean and standard deviation (n − 1) of the figures of several runs, by name. */
final class Spread {

    private Spread() {}

    /** Figures one level deeper keep their place; intervals are left out. */
    static Map<String, Object> of(Collection<? extends Map<?, ?>> runs) {
        Map<String, List<Double>> numbers = new LinkedHashMap<>();
        Map<String, List<Map<?, ?>>> deeper = new LinkedHashMap<>();
        for (Map<?, ?> run : runs) {
            run.forEach((name, value) -> {
                if (value instanceof Number number) {
                    numbers.computeIfAbsent(String.valueOf(name), any -> new ArrayList<>())
                            .add(number.doubleValue());
                } else if (value instanceof Map<?, ?> map
                        && !String.valueOf(name).startsWith("interval")) {
                    deeper.computeIfAbsent(String.valueOf(name), any -> new ArrayList<>())
                            .add(map);
                }
            });
        }
        Map<String, Object> spread = new LinkedHashMap<>();
        numbers.forEach((name, values) -> spread.put(name, said(values)));
        deeper.forEach((name, maps) -> spread.put(name, of(maps)));
        return spread;
    }

    private static Map<String, Object> said(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("mean", Figures.rounded(mean));
        said.put("spread", Figures.rounded(Math.sqrt(squares / Math.max(1, values.size() - 1))));
        return said;
    }
}
