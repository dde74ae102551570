package org.millwright.maintenance.detect;

import java.util.List;

/**
 * Notices that readings which left their learned range lie within it after a well-known conversion, as when a device is
 * set to another unit. NOT thread safe.
 */
final class UnitChange {

    /** Further off than this many spreads is not the machine's ordinary doing. */
    private static final double OUTSIDE = 8;

    private static final double INSIDE = 4;

    /** Takes a reading back: {@code reading × factor + offset}. */
    private record Conversion(String name, double factor, double offset) {

        double back(double reading) {
            return reading * factor + offset;
        }
    }

    private static final List<Conversion> KNOWN = List.of(
            new Conversion("degrees Fahrenheit instead of Celsius", 5 / 9.0, -160 / 9.0),
            new Conversion("degrees Celsius instead of Fahrenheit", 1.8, 32),
            new Conversion("kelvin instead of degrees Celsius", 1, -273.15),
            new Conversion("degrees Celsius instead of kelvin", 1, 273.15),
            new Conversion("1000 times what it was", 0.001, 0),
            new Conversion("a thousandth of what it was", 1000, 0),
            new Conversion("100 times what it was", 0.01, 0),
            new Conversion("a hundredth of what it was", 100, 0),
            new Conversion("10 times what it was", 0.1, 0),
            new Conversion("a tenth of what it was", 10, 0),
            new Conversion("60 times what it was (minutes and seconds)", 1 / 60.0, 0),
            new Conversion("a sixtieth of what it was (minutes and seconds)", 60, 0),
            new Conversion("psi instead of bar", 1 / 14.503774, 0),
            new Conversion("bar instead of psi", 14.503774, 0),
            new Conversion("m/s² instead of g", 1 / 9.80665, 0),
            new Conversion("g instead of m/s²", 9.80665, 0),
            new Conversion("millimetres instead of inches", 1 / 25.4, 0),
            new Conversion("inches instead of millimetres", 25.4, 0));

    private final SignalNormal normal;
    private int candidate = -1;
    private long steps;

    UnitChange(SignalNormal normal) {
        this.normal = normal;
    }

    void accept(double reading) {
        if (Math.abs(normal.scaled(reading)) <= OUTSIDE) {
            forget();
            return;
        }
        if (candidate < 0 || !fits(candidate, reading)) {
            steps = 0;
            candidate = find(reading);
        }
        steps = candidate < 0 ? 0 : steps + 1;
    }

    void forget() {
        candidate = -1;
        steps = 0;
    }

    /** For how many readings in a row the same conversion explains them. */
    long steps() {
        return steps;
    }

    String name() {
        return candidate < 0 ? "" : KNOWN.get(candidate).name();
    }

    private int find(double reading) {
        for (int i = 0; i < KNOWN.size(); i++) {
            if (fits(i, reading)) {
                return i;
            }
        }
        return -1;
    }

    private boolean fits(int conversion, double reading) {
        // Around zero everything fits once it is divided by enough.
        return Math.abs(normal.centre()) > INSIDE * normal.spread()
                && Math.abs(normal.scaled(KNOWN.get(conversion).back(reading))) <= INSIDE;
    }
}
