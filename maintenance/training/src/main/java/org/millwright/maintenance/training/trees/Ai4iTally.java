package org.millwright.maintenance.training.trees;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.millwright.maintenance.diagnosis.Diagnosis;

/** How well failures of the milling machine and their modes were found. NOT thread safe. */
final class Ai4iTally {

    /**
     * What is true of one record.
     *
     * @param failure as the set says, which for nine records names no mode
     */
    record Truth(boolean failure, List<String> modes) {}

    private final Hits failures = new Hits();
    /** A failure counts as found only where the mode that was named first is one of the true ones. */
    private final Hits named = new Hits();

    private final Map<String, Hits> byMode = new LinkedHashMap<>();
    private int withoutAnswer;

    Ai4iTally() {
        Ai4iRecords.MODES.forEach(mode -> byMode.put(mode, new Hits()));
    }

    void add(Truth truth, Diagnosis diagnosis) {
        switch (diagnosis) {
            case Diagnosis.Modes modes ->
                add(truth, modes.named().stream().map(Diagnosis.Probable::mode).toList());
            case Diagnosis.Uncertain uncertain -> {
                withoutAnswer++;
                add(truth, List.of()); // counts against it where there is a failure
            }
            case Diagnosis.Quantity quantity ->
                throw new IllegalArgumentException("asked for modes, answered " + quantity);
        }
    }

    void add(Truth truth, List<String> found) {
        failures.add(truth.failure(), !found.isEmpty());
        boolean right = !found.isEmpty() && truth.modes().contains(found.getFirst());
        if (truth.failure() && !found.isEmpty() && !right) {
            named.add(true, false);
            named.add(false, true); // the true mode is missed, and another one is alarm for nothing
        } else {
            named.add(truth.failure(), !found.isEmpty());
        }
        byMode.forEach((mode, hits) -> hits.add(truth.modes().contains(mode), found.contains(mode)));
    }

    double f1() {
        return failures.f1();
    }

    double namedF1() {
        return named.f1();
    }

    Hits of(String mode) {
        return Objects.requireNonNull(byMode.get(mode));
    }

    String row(String name) {
        return String.format(
                Locale.ROOT,
                "%-22s %10.3f   %9.3f   %6.3f   %18.3f   %9d",
                name,
                failures.f1(),
                failures.precision(),
                failures.recall(),
                named.f1(),
                withoutAnswer);
    }
}
