package org.millwright.edge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.maintenance.features.FeatureWindow;

/** Reads {@code conditions:}; an entry may be for one machine or for all of a kind. */
final class ConditionReader {

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);
    private static final Duration DEFAULT_EVERY = Duration.ofMinutes(1);
    private static final Format<Duration> WINDOW = Formats.duration(Duration.ofSeconds(1), LONGEST, "10m");
    private static final Format<Duration> EVERY = Formats.duration(Duration.ofSeconds(1), Duration.ofHours(24), "1m");
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
        return conditions;
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
        section.end();
        return machines.stream()
                .map(machine -> new ConditionConfig(machine, signals, window, every, hold))
                .toList();
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
