package org.millwright.maintenance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.Section;

/**
 * Between what the truth lay for a given estimate, as measured on machines that the network had not learned from: a
 * conformal interval (Barber et al., "Predictive inference with the jackknife+", 2021), local in the estimate.
 *
 * @param coverage how often the truth lay between, 0 to 1
 * @param at estimates in life units, rising; straight lines between them
 * @param low one for each of {@code at}
 * @param high one for each of {@code at}
 */
public record IntervalCurve(double coverage, List<Double> at, List<Double> low, List<Double> high) {

    public IntervalCurve {
        at = List.copyOf(at);
        low = List.copyOf(low);
        high = List.copyOf(high);
        if (!(coverage > 0 && coverage < 1) || at.isEmpty() || low.size() != at.size() || high.size() != at.size()) {
            throw new IllegalArgumentException("interval: coverage " + coverage + " must lie between 0 and 1, and "
                    + at.size() + " estimates have " + low.size() + " low and " + high.size() + " high ends");
        }
        for (int i = 0; i < at.size(); i++) {
            if (!(low.get(i) <= high.get(i)) || (i > 0 && !(at.get(i) > at.get(i - 1)))) {
                throw new IllegalArgumentException("interval at " + at.get(i) + ": low " + low.get(i)
                        + " must not be above high " + high.get(i) + ", and estimates must rise");
            }
        }
    }

    /** The interval around an estimate; always holds the estimate. */
    public LifeInterval around(double remaining) {
        int above = 0;
        while (above < at.size() - 1 && at.get(above) < remaining) {
            above++;
        }
        int below = Math.max(0, above - 1);
        double gap = at.get(above) - at.get(below);
        double share = gap > 0 ? Math.clamp((remaining - at.get(below)) / gap, 0, 1) : 0;
        double from = low.get(below) + share * (low.get(above) - low.get(below));
        double to = high.get(below) + share * (high.get(above) - high.get(below));
        return new LifeInterval(coverage, Math.min(from, remaining), Math.max(to, remaining));
    }

    static List<IntervalCurve> read(Section contract, String key) {
        return contract.has(key)
                ? contract.sections(key).stream().map(IntervalCurve::curve).toList()
                : List.of();
    }

    private static IntervalCurve curve(Section section) {
        return new IntervalCurve(
                section.number("coverage"),
                Arrays.stream(section.numbers("at")).boxed().toList(),
                Arrays.stream(section.numbers("low")).boxed().toList(),
                Arrays.stream(section.numbers("high")).boxed().toList());
    }

    /** As it stands in a bundle's manifest. */
    Map<String, Object> toManifest() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("coverage", coverage);
        map.put("at", at);
        map.put("low", low);
        map.put("high", high);
        return map;
    }
}
