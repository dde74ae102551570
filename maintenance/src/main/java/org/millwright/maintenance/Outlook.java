package org.millwright.maintenance;

import static java.util.Objects.requireNonNull;

/**
 * What there is to say about one machine.
 *
 * @param remainingLife in the contract's life unit; NaN where there is none
 * @param reason why, in words; may be empty
 * @param sourceNanos source time of the newest step (epoch nanoseconds); 0 where nothing has arrived yet
 */
public record Outlook(double remainingLife, Health health, String reason, long sourceNanos) {

    public Outlook {
        requireNonNull(health, "health is null");
        requireNonNull(reason, "reason is null");
    }
}
