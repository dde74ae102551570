package org.millwright.simulator.line;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Something a machine shows to the outside.
 *
 * @param unit such as {@code degC}; empty where there is none
 * @param low lower end of the usual range; equal to {@code high} where there is no range
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

    public static Quantity number(String name, String unit, double low, double high, DoubleSupplier value) {
        return new Quantity(name, Type.NUMBER, unit, low, high, value::getAsDouble);
    }

    public static Quantity whole(String name, LongSupplier value) {
        return new Quantity(name, Type.WHOLE, "", 0, 0, value::getAsLong);
    }

    public static Quantity flag(String name, BooleanSupplier value) {
        return new Quantity(name, Type.FLAG, "", 0, 0, value::getAsBoolean);
    }

    public static Quantity text(String name, Supplier<String> value) {
        return new Quantity(name, Type.TEXT, "", 0, 0, value::get);
    }
}
