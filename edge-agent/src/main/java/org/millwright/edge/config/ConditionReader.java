package org.millwright.edge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.maintenance.RegimeSearch;
import org.millwright.maintenance.features.FeatureWindow;

/** Reads {@code conditions:}; an entry may be for one machine or for all of a kind. */
final class ConditionReader {

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);
    private static final Duration DEFAULT_EVERY = Duration.ofMinutes(1);
    private static final Duration DEFAULT_LEARN = Duration.ofDays(2);
    private static final Duration DEFAULT_STEP = Duration.ofSeconds(10);
    private static final int LEAST_STEPS = 200;
    /** Rows of 20 signals at 8 bytes: some 64 MiB while it learns. */
    private static final int MOST_STEPS = 400_000;

    private static final long MIB = 1 << 20;
    /** What the launcher gives the agent. */
    private static final long USUAL_HEAP = 160 * MIB;
    /** Of the heap, for what is learned from. */
    private static final double LEARNING_SHARE = 0.4;

    private static final int USUAL_HOLD = 10;
    private static final Format<Duration> LEARN = Formats.duration(Duration.ofMinutes(1), LONGEST, "48h");
    private static final Format<Duration> STEP = Formats.duration(Duration.ofMillis(100), Duration.ofHours(1), "10s");
    private static final Format<Duration> WINDOW = Formats.duration(Duration.ofSeconds(1), LONGEST, "10m");
    private static final Format<Duration> EVERY = Formats.duration(Duration.ofSeconds(1), Duration.ofHours(24), "1m");
    private static final Format<Integer> MOST =
            Formats.whole(1, RegimeSearch.MOST_REGIMES, "write a whole number such as 3, or 1 for one normal");
    private static final Format<Duration> HOLD = Formats.duration(Duration.ofMillis(100), LONGEST, "1m");

    private final Inventory inventory;
    private final References references;

    ConditionReader(Inventory inventory, References references) {
        this.inventory = inventory;
        this.references = references;
    }

    List<ConditionConfig> read(Section root) {
        List<ConditionConfig> conditions = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Section section : root.sections("conditions")) {
            for (ConditionConfig condition : conditions(section)) {
                String name = condition.machine().name();
                Integer first = lines.putIfAbsent(name, section.line());
                if (first != null) {
                    section.problem(
                            section.has("machine") ? "machine" : "kind",
                            name + " is watched already (line " + first + ")",
                            "name each machine once");
                }
                conditions.add(condition);
            }
        }
        checkMemory(root, conditions);
        return conditions;
    }

    /** What all machines learn from is held at once while they learn, and an agent without memory ends. */
    private static void checkMemory(Section root, List<ConditionConfig> conditions) {
        long bytes = conditions.stream()
                .filter(condition -> condition.normal().isPresent())
                .mapToLong(condition ->
                        condition.signals().size() * steps(condition.normal().get()) * Double.BYTES)
                .sum();
        long heap = Math.max(USUAL_HEAP, Runtime.getRuntime().maxMemory());
        long most = Math.round(heap * LEARNING_SHARE);
        if (bytes > most) {
            root.problem(
                    "conditions",
                    "would hold " + bytes / MIB
                            + " MiB of readings to learn from, of machines, signals and steps of learn; " + most / MIB
                            + " MiB is the limit with a heap of " + heap / MIB + " MiB",
                    "write longer steps, shorter times to learn or fewer signals, or give the agent more memory:"
                            + " MILLWRIGHT_JVM=-Xmx1g");
        }
    }

    private static long steps(ConditionConfig.Normal normal) {
        return normal.learn().dividedBy(normal.step());
    }

    private List<ConditionConfig> conditions(Section section) {
        List<Machine> machines = references.machines(section);
        Duration window = section.optional("window", WINDOW, DEFAULT_WINDOW);
        Duration every = section.optional("every", EVERY, DEFAULT_EVERY);
        Duration hold = section.optional("longest-hold", HOLD, window);
        Duration pane = window.dividedBy(FeatureWindow.PANES);
        if (every.compareTo(pane) < 0 || every.compareTo(window) > 0) {
            section.problem(
                    "every",
                    "must be from a " + FeatureWindow.PANES + "th of the window to all of it",
                    "write a time such as " + Formats.shown(window.dividedBy(10)));
        }
        Set<String> signals = signals(section, machines);
        Optional<ConditionConfig.Normal> normal = normal(section.section("normal"));
        section.end();
        return machines.stream()
                .map(machine -> new ConditionConfig(
                        machine,
                        normal.isPresent() ? learned(section, signals, machine, normal.get()) : signals,
                        window,
                        every,
                        hold,
                        normal))
                .toList();
    }

    private static Optional<ConditionConfig.Normal> normal(Section section) {
        Section regime = section.section("regime");
        Duration learn = section.optional("learn", LEARN, DEFAULT_LEARN);
        Duration step = section.optional("step", STEP, DEFAULT_STEP);
        Duration hold = section.optional("longest-hold", HOLD, step.multipliedBy(USUAL_HOLD));
        if (learn.compareTo(step.multipliedBy(LEAST_STEPS)) < 0 || learn.compareTo(step.multipliedBy(MOST_STEPS)) > 0) {
            section.problem(
                    "learn",
                    "must be from " + LEAST_STEPS + " to " + MOST_STEPS + " steps of " + Formats.shown(step),
                    "write a time such as " + Formats.shown(step.multipliedBy(10_000L)) + ", or another step");
        }
        if (hold.compareTo(step) < 0) {
            section.problem(
                    "longest-hold", "must be at least one step of " + Formats.shown(step), "write a longer time");
        }
        List<String> regimeSignals = new ArrayList<>();
        regime.items("signals").forEach(entry -> entry.read(Formats.NAME_FORMAT).ifPresent(regimeSignals::add));
        int most = regime.optional("most", MOST, RegimeSearch.MOST_REGIMES);
        regime.end();
        Set<String> symptoms = new LinkedHashSet<>();
        section.items("symptoms")
                .forEach(entry -> entry.read(Formats.NAME_FORMAT).ifPresent(symptoms::add));
        section.end();
        return section.isPresent()
                ? Optional.of(new ConditionConfig.Normal(learn, step, hold, regimeSignals, most, symptoms))
                : Optional.empty();
    }

    private Set<String> learned(Section section, Set<String> signals, Machine machine, ConditionConfig.Normal normal) {
        Set<String> named = named(section, signals, machine);
        mustBeLearned(section, "regime.signals", normal.regimeSignals(), named, machine);
        mustBeLearned(section, "symptoms", normal.symptoms(), named, machine);
        return named;
    }

    private static void mustBeLearned(
            Section section, String key, Collection<String> signals, Set<String> named, Machine machine) {
        for (String signal : signals) {
            if (!named.contains(signal)) {
                section.problem(
                        "normal",
                        key + " names " + signal + ", which is not among the numbers of " + machine.name()
                                + " that are learned",
                        named.isEmpty()
                                ? "name a number, a whole number or a flag, and name it under signals as well"
                                : References.candidates(signal, named, "signals"));
            }
        }
    }

    /** What is learned together must be known before the first reading. */
    private Set<String> named(Section section, Set<String> signals, Machine machine) {
        if (!signals.isEmpty()) {
            return signals;
        }
        Set<String> numbers = new LinkedHashSet<>();
        inventory.signalsOf(machine).forEach((name, signal) -> {
            if (signal.type() != ValueType.TEXT) {
                numbers.add(name);
            }
        });
        if (inventory.isOpen(machine) || numbers.isEmpty()) {
            section.problem(
                    "normal",
                    "needs to know the signals, and those of " + machine.name()
                            + " are only known when it is connected",
                    "name them: signals: [NAME, NAME]");
        }
        return numbers;
    }

    private Set<String> signals(Section section, List<Machine> machines) {
        Set<String> signals = new LinkedHashSet<>();
        for (Entry entry : section.items("signals")) {
            entry.read(Formats.NAME_FORMAT).ifPresent(name -> {
                signals.add(name);
                machines.forEach(machine -> check(entry, machine, name));
            });
        }
        return signals;
    }

    private void check(Entry entry, Machine machine, String name) {
        references.signal(entry, machine, name);
        Signal signal = inventory.signalsOf(machine).get(name);
        if (signal != null && signal.type() == ValueType.TEXT) {
            entry.problem("is a text signal, which has no features", "name a signal that is a number, whole or flag");
        }
    }
}
