package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

/** Reads {@code prognoses:}; an entry may be for one machine or for all of a kind. */
final class PrognosisReader {

    private static final Format<Duration> STALE = Formats.duration(Duration.ofMillis(10), Duration.ofHours(24), "5s");
    private static final Duration DEFAULT_STALE = Duration.ofSeconds(5);
    private static final Format<Duration> DEADLINE =
            Formats.duration(Duration.ofMillis(1), Duration.ofMinutes(1), "500ms");
    private static final Duration DEFAULT_DEADLINE = Duration.ofMillis(500);

    /** In front of the name of a machine or kind: no station's name has a colon. */
    private static final String PLACE = "life:";

    private final Inventory inventory;
    private final References references;
    private final PlacedFiles files;

    PrognosisReader(Inventory inventory, References references, PlacedFiles files) {
        this.inventory = inventory;
        this.references = references;
        this.files = files;
    }

    List<PrognosisConfig> read(Section root) {
        List<PrognosisConfig> prognoses = new ArrayList<>();
        Map<String, Integer> machines = new HashMap<>();
        Map<String, Section> places = new HashMap<>();
        for (Section section : root.sections("prognoses")) {
            for (PrognosisConfig prognosis : prognoses(section)) {
                String name = prognosis.machine().name();
                Integer first = machines.putIfAbsent(name, section.line());
                if (first != null) {
                    section.problem(
                            section.has("machine") ? "machine" : "kind",
                            name + " has a prognosis already (line " + first + ")",
                            "name each machine once");
                }
                Section other = places.putIfAbsent(prognosis.place(), section);
                if (first == null && other != null && other != section) {
                    section.problem(
                            section.has("machine") ? "machine" : "kind",
                            "is the name of another entry (line " + other.line() + "), and the two would share a model",
                            "give machines other names than kinds");
                }
                prognoses.add(prognosis);
            }
        }
        return prognoses;
    }

    private List<PrognosisConfig> prognoses(Section section) {
        List<Machine> machines = references.machines(section);
        Path model = section.required("model", files.existingFolder().remedy("write the folder of a model bundle"));
        Map<String, String> inputs = inputs(section.section("inputs"), machines);
        Duration staleAfter = section.optional("stale-after", STALE, DEFAULT_STALE);
        Duration deadline = section.optional("deadline", DEADLINE, DEFAULT_DEADLINE);
        String part = section.optional("part", Formats.TEXT, "worn part");
        section.end();
        String place = place(section, machines);
        return machines.stream()
                .map(machine -> new PrognosisConfig(place, machine, model, inputs, staleAfter, deadline, part))
                .toList();
    }

    /** Named by what the entry names. */
    private static String place(Section section, List<Machine> machines) {
        if (machines.isEmpty()) {
            return PLACE;
        }
        return PLACE
                + (section.has("kind")
                        ? machines.getFirst().kind()
                        : machines.getFirst().name());
    }

    private Map<String, String> inputs(Section section, List<Machine> machines) {
        Map<String, String> inputs = new HashMap<>();
        for (String input : List.copyOf(section.keys())) {
            Optional<String> signal = section.find(input, Formats.NAME_FORMAT.remedy("write the name of a signal"));
            signal.ifPresent(name -> {
                inputs.put(input, name);
                section.find(input).ifPresent(entry -> machines.forEach(machine -> check(entry, machine, name)));
            });
        }
        return inputs;
    }

    private void check(Entry entry, Machine machine, String name) {
        references.signal(entry, machine, name);
        Signal signal = inventory.signalsOf(machine).get(name);
        if (signal != null && signal.type() == ValueType.TEXT) {
            entry.problem(
                    "is a text signal, which a model cannot take", "name a signal that is a number, whole or flag");
        }
    }
}
