package org.millwright.edge.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.SitePath;

/** Resolves what one part of the file says about another, and reports what does not exist. */
final class References {

    private final Inventory inventory;

    References(Inventory inventory) {
        this.inventory = inventory;
    }

    SitePath site() {
        return inventory.site();
    }

    /** The source that {@code key} names, if it is of the kind {@code what}. */
    <T extends SourceConfig> Optional<T> source(Section section, String key, Class<T> type, String what) {
        String name = section.required(key, Formats.TEXT.remedy("write the name of a source of the kind " + what));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<SourceConfig> source = inventory.source(name);
        if (source.isEmpty()) {
            section.problem(
                    key, "there is no source of this name", candidates(name, inventory.sourceNames(), "sources"));
        } else if (!type.isInstance(source.get())) {
            section.problem(key, "is not a source of the kind " + what, "name one that is");
        }
        return source.filter(type::isInstance).map(type::cast);
    }

    Optional<Machine> machine(Section section, String key) {
        String name = section.required(key, Formats.TEXT.remedy("write the name of a machine"));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Machine> machine = inventory.machine(name);
        if (machine.isEmpty()) {
            section.problem(
                    key, "there is no machine of this name", candidates(name, inventory.machineNames(), "machines"));
        }
        return machine;
    }

    /** The machine that {@code machine} names, or all that {@code kind} does. */
    List<Machine> machines(Section section) {
        section.atMostOneOf("machine", "kind");
        return section.has("kind")
                ? ofKind(section)
                : machine(section, "machine").map(List::of).orElse(List.of());
    }

    private List<Machine> ofKind(Section section) {
        String kind = section.required("kind", Formats.KIND_FORMAT);
        List<Machine> machines = inventory.machinesOfKind(kind);
        if (machines.isEmpty() && !kind.isEmpty()) {
            section.problem(
                    "kind", "there is no machine of this kind", candidates(kind, inventory.kinds(), "machines"));
        }
        return machines;
    }

    /** Reports a signal that the machine does not have; one that a browse or a BIRTH may still bring is let through. */
    void signal(Entry entry, Machine machine, String name) {
        Set<String> known = inventory.signalsOf(machine).keySet();
        if (!known.contains(name) && !inventory.isOpen(machine)) {
            entry.problem(machine.name() + " has no signal " + name, candidates(name, known, "signals"));
        }
    }

    static String candidates(String name, Collection<String> known, String what) {
        return known.isEmpty() ? "the file defines no " + what : Suggestion.remedy(name, known);
    }
}
