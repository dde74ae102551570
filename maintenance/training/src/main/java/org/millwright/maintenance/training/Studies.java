package org.millwright.maintenance.training;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millwright.maintenance.training.detect.NabStudy;
import org.millwright.maintenance.training.detect.RegimeStudy;
import org.millwright.maintenance.training.detect.SkabStudy;
import org.millwright.maintenance.training.study.Study;
import org.millwright.maintenance.training.trees.Ai4iStudy;
import org.millwright.maintenance.training.trees.RobotStudy;
import org.millwright.maintenance.training.vibration.CwruStudy;

/** The data sets with a protocol of their own, by the name that {@code --set} knows them under. */
final class Studies {

    private static final Map<String, Study> ALL = new TreeMap<>(Map.of(
            "ai4i", new Ai4iStudy(),
            "cwru", new CwruStudy(),
            "nab", new NabStudy(),
            "regimes", new RegimeStudy(),
            "robots", new RobotStudy(),
            "skab", new SkabStudy()));

    private Studies() {}

    static Optional<Study> named(String set) {
        return Optional.ofNullable(ALL.get(set));
    }

    static Iterable<String> names() {
        return ALL.keySet();
    }
}
