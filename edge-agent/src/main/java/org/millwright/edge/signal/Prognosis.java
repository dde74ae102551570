package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How long a machine will last, and how it is, at one time.
 *
 * @param remainingLife in {@code lifeUnit}; NaN where the window does not allow one
 * @param lifeUnit such as {@code h} or {@code cycles}; pinned by the model bundle
 * @param interval around the remaining life; empty where the model does not know its errors
 * @param health a NAMUR NE 107 state
 * @param reason why, in words; may be empty
 * @param model the hash of the bundle that decided
 * @param timestampNanos source time of the newest reading of the window (epoch nanoseconds)
 * @param decidedNanos when the prognosis was ready (epoch nanoseconds)
 */
public record Prognosis(
        Machine machine,
        double remainingLife,
        String lifeUnit,
        Optional<Interval> interval,
        Health health,
        String reason,
        String model,
        long timestampNanos,
        long decidedNanos)
        implements Event {

    /**
     * Between what the remaining life lies, in its unit.
     *
     * @param high infinite where it may be any longer than the model knows
     * @param coverage how often it lies there, above 0 and below 1
     */
    public record Interval(double low, double high, double coverage) {}

    /** NAMUR NE 107 status signals. */
    public enum Health {
        NORMAL,
        MAINTENANCE_REQUIRED,
        OUT_OF_SPECIFICATION,
        FUNCTION_CHECK,
        FAILURE
    }

    public Prognosis {
        requireNonNull(machine, "machine is null");
        requireNonNull(lifeUnit, "lifeUnit is null");
        requireNonNull(interval, "interval is null");
        requireNonNull(health, "health is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(model, "model is null");
    }
}
