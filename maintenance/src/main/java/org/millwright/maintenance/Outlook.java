package org.millwright.maintenance;

import static java.util.Objects.requireNonNull;

/**
 * What there is to say about one machine.
 *
 * @param remainingLife in the contract's life unit; NaN where there is none
 * @param low between this and {@code high} remaining life lies, in the contract's life unit; NaN where it is not known
 * @param high infinite where the model knows no longer lives
 * @param coverage how often it lies there, 0 to 1; NaN where it is not known
 * @param reason why, in words; may be empty
 * @param failed whether there is no prognosis because of the model, not because of what it was given
 * @param sourceNanos source time of the newest step (epoch nanoseconds); 0 where nothing has arrived yet
 */
public record Outlook(
        double remainingLife,
        double low,
        double high,
        double coverage,
        Health health,
        String reason,
        boolean failed,
        long sourceNanos) {

    public Outlook {
        requireNonNull(health, "health is null");
        requireNonNull(reason, "reason is null");
    }

    /** Without a prognosis. */
    static Outlook without(Health health, String reason, boolean failed, long sourceNanos) {
        return new Outlook(Double.NaN, Double.NaN, Double.NaN, Double.NaN, health, reason, failed, sourceNanos);
    }

    /** @param interval around {@code remainingLife}; NaN ends and coverage where it is not known */
    static Outlook of(double remainingLife, LifeInterval interval, Health health, String reason, long sourceNanos) {
        return new Outlook(
                remainingLife,
                interval.low(),
                interval.high(),
                interval.coverage(),
                health,
                reason,
                false,
                sourceNanos);
    }
}
