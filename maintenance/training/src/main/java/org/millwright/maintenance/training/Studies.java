package org.millwright.maintenance.training;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millwright.maintenance.training.trees.Ai4iStudy;
import org.millwright.maintenance.training.trees.RobotStudy;

/** The data sets with a protocol of their own, by the name that {@code --set} knows them under. */
final class Studies {

    private static final Map<String, Study> ALL =
            new TreeMap<>(Map.of("ai4i", new Ai4iStudy(), "robots", new RobotStudy()));

    private Studies() {}

    static Optional<Study> named(String set) {
        return Optional.ofNullable(ALL.get(set));
    }

    static Iterable<String> names() {
        return ALL.keySet();
    }
}
