package org.millwright.maintenance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.Section;

/**
 * How sure a network is, for machines known since they were new and for those it joined later.
 *
 * @param sinceNew the one to show first; empty where nothing is known of the network's errors
 * @param joinedLate for windows that begin after the part's first steps; empty where {@code sinceNew} holds for them too
 */
public record LifeIntervals(List<IntervalCurve> sinceNew, List<IntervalCurve> joinedLate) {

    public LifeIntervals {
        sinceNew = List.copyOf(sinceNew);
        joinedLate = List.copyOf(joinedLate);
    }

    /** Nothing is known of the network's errors. */
    public static LifeIntervals none() {
        return new LifeIntervals(List.of(), List.of());
    }

    /**
     * Empty where nothing is known of the errors.
     *
     * @param late whether the window begins after the part's first steps
     */
    public List<LifeInterval> around(double remaining, boolean late) {
        List<IntervalCurve> curves = late && !joinedLate.isEmpty() ? joinedLate : sinceNew;
        return curves.stream().map(curve -> curve.around(remaining)).toList();
    }

    static LifeIntervals read(Section contract) {
        if (!contract.has("intervals")) {
            return none();
        }
        Section intervals = contract.section("intervals");
        return new LifeIntervals(
                IntervalCurve.read(intervals, "since-new"), IntervalCurve.read(intervals, "joined-late"));
    }

    /** As it stands in a bundle's manifest. */
    Map<String, Object> toManifest() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("since-new", sinceNew.stream().map(IntervalCurve::toManifest).toList());
        map.put(
                "joined-late",
                joinedLate.stream().map(IntervalCurve::toManifest).toList());
        return map;
    }
}
