package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * One measured quantity of one machine; the identity under which it is stored.
 *
 * @param unit UCUM or plain text such as {@code degC}; empty where there is none
 */
public record Signal(Machine machine, String name, ValueType type, String unit) {

    public Signal {
        requireNonNull(machine, "machine is null");
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(unit, "unit is null");
    }

    /** Over names only, whose hashes strings keep: a record's own costs more than storing a value does. */
    @Override
    public int hashCode() {
        return 31 * machine.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return machine + "/" + name;
    }
}
