package org.millwright.simulator.line;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * Something a machine shows to the outside.
 *
 * @param unit such as {@code degC}; empty where there is none
 * @param value read on the thread that steps the line; a Double, Long, Boolean or String by {@code type}
 */
public record Quantity(String name, Type type, String unit, double low, double high, Supplier<Object> value) {

    public enum Type {
        NUMBER,
        WHOLE,
        FLAG,
        TEXT
    }

    public Quantity {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(unit, "unit is null");
        requireNonNull(value, "value is null");
    }
}
