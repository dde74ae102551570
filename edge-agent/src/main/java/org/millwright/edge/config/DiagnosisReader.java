package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.millwright.edge.config.DiagnosisConfig.Agreement;
import org.millwright.edge.config.DiagnosisConfig.Limits;
import org.millwright.edge.signal.Machine;

/** Reads {@code diagnoses:}; an entry may be for one machine or for all of a kind. */
final class DiagnosisReader {

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Format<Duration> EVERY = Formats.duration(Duration.ofMillis(100), Duration.ofHours(24), "1s");
    private static final Duration DEFAULT_EVERY = Duration.ofSeconds(1);
    private static final Format<Duration> HOLD = Formats.duration(Duration.ofMillis(100), LONGEST, "1h");
    private static final Duration DEFAULT_HOLD = Duration.ofHours(1);
    /** Moments between an old reading and now are gone through one by one. */
    private static final int MOST_HELD = 36_000;

    private static final Format<Duration> STALE = Formats.duration(Duration.ofMillis(10), Duration.ofHours(24), "5s");
    private static final Duration DEFAULT_STALE = Duration.ofSeconds(5);
    private static final Format<Double> PROBABILITY = Formats.number(0, 1, "write a number from 0 to 1, such as 0.5");
    private static final double DEFAULT_PROBABILITY = 0.5;
    private static final int MOST_ANSWERS = 10_000;
    private static final Format<Integer> ANSWERS =
            Formats.whole(1, MOST_ANSWERS, "write how many answers, such as {agreeing: 3, of: 5}");
    private static final Agreement DEFAULT_AGREEMENT = new Agreement(3, 5);
    private static final double LARGEST = 1e12;
    private static final Format<Double> LIMIT = Formats.number(-LARGEST, LARGEST, "write a number");
    private static final Format<String> SIGNAL = Formats.NAME_FORMAT.remedy(
            "write the name of a signal, or {signal: NAME, categories: {READING: CATEGORY}}");

    /** In front of the name of a machine or kind: no station's name has a colon. */
    private static final String PLACE = "diagnosis:";

    private final Inventory inventory;
    private final References references;
    private final PlacedFiles files;

    DiagnosisReader(Inventory inventory, References references, PlacedFiles files) {
        this.inventory = inventory;
        this.references = references;
        this.files = files;
    }

    /**
     * Where an input of the model comes from.
     *
     * @param categories from what the signal reads to what the model calls it; empty where both are the same
     */
    record Input(Entry entry, String signal, Map<String, String> categories) {}

    List<DiagnosisConfig> read(Section root) {
        List<DiagnosisConfig> diagnoses = new ArrayList<>();
        Map<String, Integer> machines = new HashMap<>();
        Map<String, Section> places = new HashMap<>();
        for (Section section : root.sections("diagnoses")) {
            for (DiagnosisConfig diagnosis : diagnoses(section)) {
                String key = section.has("machine") ? "machine" : "kind";
                String name = diagnosis.machine().name();
                Integer first = machines.putIfAbsent(name, section.line());
                if (first != null) {
                    section.problem(
                            key, name + " has a diagnosis already (line " + first + ")", "name each machine once");
                }
                Section other = places.putIfAbsent(diagnosis.place(), section);
                if (first == null && other != null && other != section) {
                    section.problem(
                            key,
                            "is the name of another entry (line " + other.line() + "), and the two would share a model",
                            "give machines other names than kinds");
                }
                diagnoses.add(diagnosis);
            }
        }
        return diagnoses;
    }

    private List<DiagnosisConfig> diagnoses(Section section) {
        List<Machine> machines = references.machines(section);
        Path model = section.required("model", files.existingFolder().remedy("write the folder of a model bundle"));
        Map<String, Input> inputs = inputs(section.section("inputs"));
        Set<String> healthy = healthy(section);
        double leastProbability = section.optional("least-probability", PROBABILITY, DEFAULT_PROBABILITY);
        Limits limits = limits(section.section("limits"));
        Duration every = section.optional("every", EVERY, DEFAULT_EVERY);
        Agreement agreement = agreement(section.section("agreement"));
        Duration hold = section.optional("longest-hold", HOLD, DEFAULT_HOLD);
        Duration stale = section.optional("stale-after", STALE, DEFAULT_STALE);
        section.end();
        if (hold.compareTo(every) < 0) {
            section.problem(
                    "longest-hold",
                    "is shorter than every, " + Formats.shown(every),
                    "write " + Formats.shown(every) + " or more");
        }
        if (hold.compareTo(every.multipliedBy(MOST_HELD)) > 0) {
            section.problem(
                    "longest-hold",
                    "is more than " + MOST_HELD + " times every, " + Formats.shown(every),
                    "write at most " + Formats.shown(every.multipliedBy(MOST_HELD)) + ", or a longer every");
        }
        if (section.has("model")) {
            new DiagnosisInputs(inventory, references, section, machines, inputs).check(model, healthy, limits);
        }
        Map<String, String> signals = new HashMap<>();
        Map<String, Map<String, String>> categories = new HashMap<>();
        inputs.forEach((name, input) -> {
            signals.put(name, input.signal());
            if (!input.categories().isEmpty()) {
                categories.put(name, input.categories());
            }
        });
        String place = place(section, machines);
        return machines.stream()
                .map(machine -> new DiagnosisConfig(
                        place,
                        machine,
                        model,
                        signals,
                        categories,
                        healthy,
                        leastProbability,
                        limits,
                        every,
                        agreement,
                        hold,
                        stale))
                .toList();
    }

    /** Named by what the entry names. */
    private static String place(Section section, List<Machine> machines) {
        if (machines.isEmpty()) {
            return PLACE;
        }
        Machine first = machines.getFirst();
        return PLACE + (section.has("kind") ? first.kind() : first.name());
    }

    private static Map<String, Input> inputs(Section section) {
        Map<String, Input> inputs = new LinkedHashMap<>();
        for (String name : List.copyOf(section.keys())) {
            section.find(name)
                    .flatMap(entry -> entry.isMap() ? mapped(entry) : plain(entry))
                    .ifPresent(input -> inputs.put(name, input));
        }
        return inputs;
    }

    private static Optional<Input> plain(Entry entry) {
        return entry.read(SIGNAL).map(signal -> new Input(entry, signal, Map.of()));
    }

    private static Optional<Input> mapped(Entry entry) {
        Section section = entry.section();
        String signal = section.required("signal", SIGNAL);
        Map<String, String> categories = new LinkedHashMap<>();
        Section given = section.section("categories");
        for (String reading : List.copyOf(given.keys())) {
            given.find(reading, Formats.TEXT.remedy("write what the model calls it"))
                    .ifPresent(category -> categories.put(reading, category));
        }
        section.end();
        return signal.isEmpty() ? Optional.empty() : Optional.of(new Input(entry, signal, categories));
    }

    private static Set<String> healthy(Section section) {
        Set<String> healthy = new LinkedHashSet<>();
        section.find("healthy")
                .map(Entry::oneOrMore)
                .orElse(List.of())
                .forEach(entry -> entry.read(Formats.TEXT.remedy("write the mode that means that nothing is wrong"))
                        .ifPresent(healthy::add));
        return healthy;
    }

    private static Limits limits(Section section) {
        Optional<Double> low = section.find("low", LIMIT);
        Optional<Double> high = section.find("high", LIMIT);
        section.end();
        if (low.isPresent() && high.isPresent() && low.get() >= high.get()) {
            section.problem("high", "must be above low", "write the lower limit as low, the upper one as high");
        }
        return new Limits(
                low.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                high.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    private static Agreement agreement(Section section) {
        if (!section.isPresent()) {
            return DEFAULT_AGREEMENT;
        }
        int agreeing = section.required("agreeing", ANSWERS);
        int of = section.required("of", ANSWERS);
        boolean given = section.has("agreeing") && section.has("of");
        section.end();
        if (agreeing <= of) {
            return new Agreement(agreeing, of);
        }
        if (given) {
            section.problem(
                    "agreeing", "is more than the " + of + " answers that it is of", "write " + of + " or less");
        }
        return DEFAULT_AGREEMENT;
    }
}
