package org.millwright.maintenance.diagnosis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.Section;

/**
 * How a network of trees, which compares in single precision, is told an input of which single precision would take
 * different values for one: a large counter, or a difference of values given to a tenth. Each value is told by between which
 * two of the trees' own thresholds it lies, which is found in double precision; nothing that the trees ask for is lost.
 *
 * @param input name of a measured or a derived input
 * @param at the trees' thresholds in the input's unit, rising
 * @param as what the network is told of values from each threshold on, up to the next; rising from above {@link #LOWEST},
 *     each the same in single precision
 */
public record FineScale(String input, List<Double> at, List<Double> as) {

    /** What the network is told of values below every threshold. */
    public static final float LOWEST = 0;

    public FineScale {
        at = List.copyOf(at);
        as = List.copyOf(as);
        if (at.size() != as.size()) {
            throw new IllegalArgumentException(
                    "input " + input + ": " + at.size() + " thresholds are told as " + as.size() + " values");
        }
        for (int i = 0; i < at.size(); i++) {
            double below = i == 0 ? LOWEST : as.get(i - 1);
            if (!(as.get(i) > below) || as.get(i) != as.get(i).floatValue()) {
                throw new IllegalArgumentException("input " + input + ": " + as.get(i) + " must be above " + below
                        + " and the same in single precision");
            }
            if (i > 0 && !(at.get(i) > at.get(i - 1))) {
                throw new IllegalArgumentException(
                        "input " + input + ": threshold " + at.get(i) + " must be above " + at.get(i - 1));
            }
        }
    }

    /** What the network is told; NaN where the value is missing. */
    float of(double value) {
        if (Double.isNaN(value)) {
            return Float.NaN;
        }
        int low = 0;
        int high = at.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at.get(middle) <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? LOWEST : as.get(low - 1).floatValue();
    }

    static FineScale read(Section section) {
        return new FineScale(
                section.text("input"),
                Arrays.stream(section.numbers("at")).boxed().toList(),
                Arrays.stream(section.numbers("as")).boxed().toList());
    }

    /** As it stands in a bundle's manifest. */
    Map<String, Object> toManifest() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("input", input);
        map.put("at", at);
        map.put("as", as);
        return map;
    }
}
