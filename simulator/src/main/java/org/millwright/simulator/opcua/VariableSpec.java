package org.millwright.simulator.opcua;

import static java.util.Objects.requireNonNull;

/**
 * What a variable is.
 *
 * @param id its string node id, such as {@code Spindle.Speed}
 * @param name its browse name
 * @param unit such as {@code degC}; empty where there is none
 * @param low lower end of its EURange, {@code high} the upper one; equal where there is no range
 * @param writable whether clients may write it
 */
public record VariableSpec(
        String id, String name, DataType type, String unit, double low, double high, boolean writable) {

    public VariableSpec {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(unit, "unit is null");
    }

    /** Without unit and range, for clients to read. */
    public static VariableSpec readOnly(String id, String name, DataType type) {
        return new VariableSpec(id, name, type, "", 0, 0, false);
    }

    /** Without unit and range, for clients to write. */
    public static VariableSpec writable(String id, String name, DataType type) {
        return new VariableSpec(id, name, type, "", 0, 0, true);
    }
}
