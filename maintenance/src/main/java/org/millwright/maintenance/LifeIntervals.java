package org.millwright.maintenance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.Section;

/**
 * How sure a network is, by how old the part is and whether it was known since it was new.
 *
 * @param groups by rising age; empty where nothing is known of the network's errors
 */
public record LifeIntervals(List<Group> groups) {

    /**
     * Windows that are equally hard.
     *
     * @param joinedLate whether they begin after the part's first steps
     * @param fromStep the newest step of each is this one or a later one, up to where the next group begins
     * @param curves the one to show first
     */
    public record Group(boolean joinedLate, long fromStep, List<IntervalCurve> curves) {

        public Group {
            curves = List.copyOf(curves);
        }
    }

    public LifeIntervals {
        groups = List.copyOf(groups);
    }

    /** Nothing is known of the network's errors. */
    public static LifeIntervals none() {
        return new LifeIntervals(List.of());
    }

    /**
     * Empty where nothing is known of the errors on such windows.
     *
     * @param joinedLate whether the window begins after the part's first steps
     * @param step the window's newest
     */
    public List<LifeInterval> around(double remaining, boolean joinedLate, long step) {
        List<IntervalCurve> found = List.of();
        for (Group group : groups) {
            boolean fits = group.joinedLate() == joinedLate && (group.fromStep() <= step || found.isEmpty());
            found = fits ? group.curves() : found;
        }
        return found.stream().map(curve -> curve.around(remaining)).toList();
    }

    static LifeIntervals read(Section contract) {
        return contract.has("intervals")
                ? new LifeIntervals(contract.sections("intervals").stream()
                        .map(LifeIntervals::group)
                        .toList())
                : none();
    }

    private static Group group(Section section) {
        return new Group(
                section.flag("joined-late"), section.whole("from-step"), IntervalCurve.read(section, "curves"));
    }

    /** As it stands in a bundle's manifest. */
    List<Map<String, Object>> toManifest() {
        return groups.stream().map(LifeIntervals::manifest).toList();
    }

    private static Map<String, Object> manifest(Group group) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("joined-late", group.joinedLate());
        map.put("from-step", group.fromStep());
        map.put("curves", group.curves().stream().map(IntervalCurve::toManifest).toList());
        return map;
    }
}
