package org.millwright.edge.inference;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.signal.Vibration.Standing;
import org.millwright.maintenance.advise.Evidence;

/** What the vibration of a bearing says to those who give advice. */
final class VibrationEvidence {

    private VibrationEvidence() {}

    static Optional<Evidence> of(Vibration vibration) {
        if (vibration.standing().isPresent()) {
            Standing standing = vibration.standing().get();
            return Optional.of(new Evidence.Diagnosed(
                    "damage to the " + standing.diagnosis().words() + " of the " + vibration.part(),
                    standing.certainty(),
                    List.of(
                            standing.reason(),
                            String.format(
                                    Locale.ROOT,
                                    "%d of the last %d waveforms of %s say so",
                                    standing.agreeing(),
                                    standing.of(),
                                    vibration.channel().name()))));
        }
        if (vibration.health() == Prognosis.Health.OUT_OF_SPECIFICATION) {
            return Optional.of(new Evidence.Diagnosed(
                    "vibration of the " + vibration.part() + " beyond its limit", 0.5, List.of(vibration.reason())));
        }
        return Optional.empty();
    }
}
