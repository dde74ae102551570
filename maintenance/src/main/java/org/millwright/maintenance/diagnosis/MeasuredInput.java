package org.millwright.maintenance.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One value that the machine delivers.
 *
 * @param unit as the machine must deliver it; empty where there is none
 * @param low values below it lie outside of what training saw
 * @param high values above it lie outside of what training saw
 * @param mayBeMissing whether training saw records without it
 * @param categories what the codes 0, 1, 2 … stand for; empty where it is a quantity
 */
public record MeasuredInput(
        String name, String unit, double low, double high, boolean mayBeMissing, List<String> categories) {

    public MeasuredInput {
        requireNonNull(name, "name is null");
        requireNonNull(unit, "unit is null");
        categories = List.copyOf(categories);
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "input " + name + ": low " + low + " and high " + high + " must be finite, low not above high");
        }
    }

    /** The code of a category. */
    public Optional<Integer> code(String category) {
        int code = categories.indexOf(category);
        return code < 0 ? Optional.empty() : Optional.of(code);
    }

    /**
     * Whether a value in this unit is what training saw: the same unit, be it written another way ({@code °C} for
     * {@code degC}, {@code rpm} for {@code 1/min}), or none was given then.
     */
    public boolean takes(String itsUnit) {
        return unit.isEmpty() || plain(itsUnit).equals(plain(unit));
    }

    /** Letters are not folded: mW is not MW. */
    private static String plain(String unit) {
        String text = unit.strip();
        return switch (text) {
            case "°C", "Cel", "C" -> "degC";
            case "°F", "[degF]", "F" -> "degF";
            case "rpm", "r/min", "/min", "min-1", "min⁻¹" -> "1/min";
            case "/s", "s-1", "s⁻¹" -> "1/s";
            case "percent" -> "%";
            default ->
                text.replace('·', '.')
                        .replace("²", "2")
                        .replace("³", "3")
                        .replace('μ', 'µ')
                        .replace('µ', 'u');
        };
    }

    /** Why this value allows no answer, in words. */
    Optional<String> refusal(double value) {
        if (Double.isNaN(value)) {
            return mayBeMissing ? Optional.empty() : Optional.of(name + " is missing, which it never was in training");
        }
        if (Double.isInfinite(value)) {
            return Optional.of(name + " is " + value);
        }
        if (!categories.isEmpty() && (value < 0 || value >= categories.size() || value != Math.rint(value))) {
            return Optional.of(name + " has the code " + value + ", trained on 0 to " + (categories.size() - 1));
        }
        if (categories.isEmpty() && (value < low || value > high)) {
            return Optional.of(
                    String.format(Locale.ROOT, "%s is %.6g %s, trained on %.6g to %.6g", name, value, unit, low, high));
        }
        return Optional.empty();
    }
}
