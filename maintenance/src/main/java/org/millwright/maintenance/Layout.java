package org.millwright.maintenance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.Section;

/** What of a window the network sees. */
public sealed interface Layout {

    /** How many numbers a window becomes. */
    int size(int features, int window);

    /** Every step: one row for each feature, one column for each step, oldest first. */
    record Steps() implements Layout {

        @Override
        public int size(int features, int window) {
            return features * window;
        }
    }

    /**
     * Where each feature stands now against where it began: exponentially weighted means that end at the newest step, less
     * the mean of the oldest steps known; then that mean; then how old the part is and how much of that was seen. Steps
     * that cannot be used weigh nothing.
     *
     * @param spans of the weighted means, in steps: a step so long ago weighs 1/e
     * @param referenceSteps how many of the oldest usable steps tell where the part began
     * @param mostAge ages above this many steps look alike to the network
     */
    record Summary(List<Double> spans, int referenceSteps, int mostAge) implements Layout {

        public Summary {
            spans = List.copyOf(spans);
            if (spans.isEmpty() || spans.stream().anyMatch(span -> !(span > 0)) || referenceSteps < 1 || mostAge < 1) {
                throw new IllegalArgumentException("layout summary: spans " + spans + ", reference-steps "
                        + referenceSteps + ", most-age " + mostAge + ": all must be above 0");
            }
        }

        @Override
        public int size(int features, int window) {
            return features * (spans.size() + 1) + 2;
        }
    }

    /** The layout of a contract; {@link Steps} where it names none, as contracts of the first form do. */
    static Layout read(Section contract) {
        if (!contract.has("layout")) {
            return new Steps();
        }
        Section layout = contract.section("layout");
        String kind = layout.text("kind");
        return switch (kind) {
            case "steps" -> new Steps();
            case "summary" ->
                new Summary(
                        Arrays.stream(layout.numbers("spans")).boxed().toList(),
                        layout.whole("reference-steps"),
                        layout.whole("most-age"));
            default -> throw new IllegalArgumentException("layout \"" + kind + "\" is not steps or summary");
        };
    }

    /** As it stands in a bundle's manifest. */
    default Map<String, Object> toManifest() {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (this) {
            case Steps() -> map.put("kind", "steps");
            case Summary(List<Double> spans, int referenceSteps, int mostAge) -> {
                map.put("kind", "summary");
                map.put("spans", spans);
                map.put("reference-steps", referenceSteps);
                map.put("most-age", mostAge);
            }
        }
        return map;
    }
}
