package org.millwright.edge.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Vibration;
import org.millwright.maintenance.advise.Evidence;

/** What is known of each machine now. NOT thread safe. */
final class EvidenceBoard {

    private static final String HOURS = "h";

    private final Map<Machine, Prognosis> prognoses = new HashMap<>();
    private final Map<Machine, Condition> conditions = new HashMap<>();
    private final Map<Channel, Vibration> vibrations = new LinkedHashMap<>();
    private final Map<Machine, Diagnosis> diagnoses = new HashMap<>();
    private final Map<String, String> parts;
    private final Map<String, Machine> machines = new HashMap<>();

    /** @param parts whose remaining life a prognosis tells, by machine */
    EvidenceBoard(Map<String, String> parts) {
        this.parts = Map.copyOf(parts);
    }

    void take(Prognosis prognosis) {
        machines.put(prognosis.machine().name(), prognosis.machine());
        prognoses.put(prognosis.machine(), prognosis);
    }

    void take(Condition condition) {
        machines.put(condition.machine().name(), condition.machine());
        conditions.put(condition.machine(), condition);
    }

    void take(Vibration vibration) {
        machines.put(vibration.machine().name(), vibration.machine());
        vibrations.put(vibration.channel(), vibration);
    }

    void take(Diagnosis diagnosis) {
        machines.put(diagnosis.machine().name(), diagnosis.machine());
        diagnoses.put(diagnosis.machine(), diagnosis);
    }

    Machine machine(String name) {
        Machine machine = machines.get(name);
        if (machine == null) {
            throw new IllegalArgumentException("nothing is known of " + name);
        }
        return machine;
    }

    /** By the machine's name. */
    Map<String, List<Evidence>> evidence() {
        Map<String, List<Evidence>> all = new HashMap<>();
        machines.forEach((name, machine) -> {
            List<Evidence> its = new ArrayList<>();
            Optional.ofNullable(prognoses.get(machine)).flatMap(this::of).ifPresent(its::add);
            Optional.ofNullable(conditions.get(machine))
                    .flatMap(EvidenceBoard::of)
                    .ifPresent(its::add);
            vibrations.values().stream()
                    .filter(vibration -> vibration.machine().equals(machine))
                    .flatMap(vibration -> VibrationEvidence.of(vibration).stream())
                    .forEach(its::add);
            Optional.ofNullable(diagnoses.get(machine))
                    .map(DiagnosisEvidence::of)
                    .ifPresent(its::addAll);
            all.put(name, its);
        });
        return all;
    }

    private Optional<Evidence> of(Prognosis prognosis) {
        if (Double.isNaN(prognosis.remainingLife())) {
            return Optional.empty();
        }
        List<String> because = prognosis.reason().isEmpty() ? List.of() : List.of(prognosis.reason());
        Optional<Prognosis.Interval> interval = prognosis.interval();
        if (prognosis.lifeUnit().equals(HOURS) && interval.isPresent()) {
            double hours = prognosis.remainingLife();
            return Optional.of(new Evidence.LifeLeft(
                    parts.getOrDefault(prognosis.machine().name(), "worn part"),
                    hours,
                    Math.min(hours, interval.get().low()),
                    Math.max(hours, interval.get().high()),
                    interval.get().coverage(),
                    because));
        }
        // Cycles are no time that a calendar knows.
        return switch (prognosis.health()) {
            case MAINTENANCE_REQUIRED, FAILURE ->
                Optional.of(new Evidence.Diagnosed(
                        "wear",
                        interval.map(Prognosis.Interval::coverage).orElse(0.5),
                        joined(
                                String.format(
                                        Locale.ROOT, "%.0f %s left", prognosis.remainingLife(), prognosis.lifeUnit()),
                                because)));
            case NORMAL, OUT_OF_SPECIFICATION, FUNCTION_CHECK -> Optional.empty();
        };
    }

    private static List<String> joined(String first, List<String> others) {
        List<String> all = new ArrayList<>(others);
        all.addFirst(first);
        return all;
    }

    private static Optional<Evidence> of(Condition condition) {
        if (condition.state() != Condition.State.ANOMALOUS) {
            return Optional.empty();
        }
        long since =
                condition.sinceNanos() == Reading.UNKNOWN_TIME ? condition.timestampNanos() : condition.sinceNanos();
        return Optional.of(
                switch (condition.origin()) {
                    case SENSOR ->
                        new Evidence.SensorDoubted(condition.signal(), condition.reason(), Times.instant(since));
                    case MACHINE, EITHER, NONE ->
                        new Evidence.Strange(
                                Math.max(1, condition.score()),
                                List.of(condition.reason(), condition.contributions()),
                                Times.instant(since));
                });
    }
}
