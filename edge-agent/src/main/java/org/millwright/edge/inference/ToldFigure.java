package org.millwright.edge.inference;

import java.util.ArrayDeque;
import java.util.Optional;
import org.millwright.edge.config.VibrationConfig.Figure;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;

/**
 * A figure that is fixed, or told by a signal: what it was over a stretch of time. A value holds until the next one, as
 * sources report by exception; a reading that is not good ends it and is no value.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class ToldFigure {

    /** At ten readings a second for longer than a recording takes. */
    private static final int KEPT = 1_024;

    /** What a figure was over a stretch. */
    record Range(double low, double high) {

        double middle() {
            return (low + high) / 2;
        }

        /** From one end to the other, as a share of the middle. */
        double spread() {
            return high == low ? 0 : (high - low) / Math.abs(middle());
        }
    }

    /** @param value NaN where it is not known */
    private record Told(double value, long timestampNanos, long receivedNanos) {

        long nanos(boolean bySource) {
            return bySource ? timestampNanos : receivedNanos;
        }
    }

    private final Figure figure;
    private final ArrayDeque<Told> told = new ArrayDeque<>();

    ToldFigure(Figure figure) {
        this.figure = figure;
    }

    boolean isOf(String signal) {
        return figure instanceof Figure.Told(String name) && name.equals(signal);
    }

    boolean isFixed() {
        return figure instanceof Figure.Fixed;
    }

    void accept(Reading reading) {
        double value = switch (reading.value()) {
            case Value.Numeric(double number) -> number;
            case Value.Whole(long whole) -> whole;
            case Value.Flag flag -> Double.NaN;
            case Value.Text text -> Double.NaN;
            case Value.Missing missing -> Double.NaN;
        };
        if (told.size() == KEPT) {
            told.removeFirst();
        }
        told.addLast(new Told(
                reading.quality() == Quality.GOOD ? value : Double.NaN,
                reading.timestampNanos(),
                reading.receivedNanos()));
    }

    /** Whether what it was at {@code nanos} cannot change any more; else more may be on its way. */
    boolean knows(long nanos, boolean bySource) {
        return isFixed() || (!told.isEmpty() && told.getLast().nanos(bySource) >= nanos);
    }

    /**
     * Empty where it is not known throughout.
     *
     * @param bySource by the source's clock, else by the times of arrival
     */
    Optional<Range> between(long fromNanos, long untilNanos, boolean bySource) {
        if (figure instanceof Figure.Fixed(double value)) {
            return Optional.of(new Range(value, value));
        }
        double before = Double.NaN;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Told one : told) {
            long at = one.nanos(bySource);
            if (at <= fromNanos) {
                before = one.value();
            } else if (at <= untilNanos) {
                low = Math.min(low, one.value());
                high = Math.max(high, one.value());
            }
        }
        low = Math.min(low, before);
        high = Math.max(high, before);
        return Double.isFinite(low) && Double.isFinite(high) ? Optional.of(new Range(low, high)) : Optional.empty();
    }
}
