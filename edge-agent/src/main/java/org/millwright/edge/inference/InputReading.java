package org.millwright.edge.inference;

import java.util.Map;
import java.util.Optional;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.maintenance.diagnosis.MeasuredInput;

/**
 * How readings become values of one input of a diagnosing model.
 *
 * @param categories from what is read to what the model calls it; empty where both are the same
 */
record InputReading(MeasuredInput input, Map<String, String> categories) {

    static final String MISSING = "missing";
    static final String STALE = "stale";
    static final String OLD = "old";
    private static final String BAD_QUALITY = "bad_quality";
    private static final String UNIT = "unit";
    private static final String CATEGORY = "category";
    private static final String NOT_FINITE = "not_finite";
    private static final String TEXT = "text";

    /**
     * Why there is no value.
     *
     * @param cause a word
     * @param reason in words
     * @param isAbsence whether it is as if nothing had been measured, which a model may have learnt; else what was measured
     *     cannot be understood
     */
    record Obstacle(String cause, String reason, boolean isAbsence) {}

    /** @param value NaN where there is none, and why */
    record Taken(double value, Optional<Obstacle> obstacle) {

        static Taken not(String cause, String reason, boolean isAbsence) {
            return new Taken(Double.NaN, Optional.of(new Obstacle(cause, reason, isAbsence)));
        }
    }

    InputReading {
        categories = Map.copyOf(categories);
    }

    boolean isCategory() {
        return !input.categories().isEmpty();
    }

    Taken take(Reading reading) {
        String name = input.name();
        String unit = reading.signal().unit();
        if (reading.quality() != Quality.GOOD) {
            return Taken.not(BAD_QUALITY, "%s has status 0x%08X".formatted(name, reading.statusCode()), true);
        }
        if (reading.value() instanceof Value.Missing) {
            return noValue();
        }
        if (isCategory()) {
            return category(reading.value());
        }
        if (!unit.isEmpty() && !input.takes(unit)) {
            return Taken.not(UNIT, name + " is in " + unit + ", trained in " + input.unit(), false);
        }
        return switch (reading.value()) {
            case Value.Numeric(double value) -> number(value);
            case Value.Whole(long value) -> number((double) value);
            case Value.Flag(boolean value) -> number(value ? 1 : 0);
            case Value.Text(String text) ->
                Taken.not(TEXT, name + " reads \"" + text + "\", which is no number", false);
            case Value.Missing missing -> noValue();
        };
    }

    private Taken noValue() {
        return Taken.not(MISSING, input.name() + " came without a value", true);
    }

    private Taken number(double value) {
        return Double.isFinite(value)
                ? new Taken(value, Optional.empty())
                : Taken.not(NOT_FINITE, input.name() + " is " + value, true);
    }

    private Taken category(Value value) {
        String read = switch (value) {
            case Value.Numeric(double number) ->
                number == Math.rint(number) && Math.abs(number) < 1e15
                        ? Long.toString((long) number)
                        : Double.toString(number);
            case Value.Whole(long whole) -> Long.toString(whole);
            case Value.Flag(boolean flag) -> Boolean.toString(flag);
            case Value.Text(String text) -> text.strip();
            case Value.Missing missing -> "";
        };
        return input.code(categories.getOrDefault(read, read))
                .map(code -> new Taken(code, Optional.empty()))
                .orElseGet(() -> Taken.not(
                        CATEGORY, input.name() + " reads \"" + read + "\", trained on " + input.categories(), false));
    }
}
