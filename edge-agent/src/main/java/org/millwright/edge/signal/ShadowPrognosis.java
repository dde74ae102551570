package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * What a model on trial said about a machine's life, beside the one that decided; nothing acts on it.
 *
 * @param shadow what it said; its {@code decidedNanos} is when it had said it
 * @param live what the model that decides said up to the same moment; its time is the row's
 */
public record ShadowPrognosis(Prognosis shadow, Prognosis live) implements Event {

    public ShadowPrognosis {
        requireNonNull(shadow, "shadow is null");
        requireNonNull(live, "live is null");
    }

    /** The life on trial minus the live one, in life units; NaN where one of them is missing or they count differently. */
    public double difference() {
        return shadow.lifeUnit().equals(live.lifeUnit()) ? shadow.remainingLife() - live.remainingLife() : Double.NaN;
    }

    /** Whether the life on trial lies in the live model's interval; without one, whether both come to the same health. */
    public boolean agrees() {
        if (Double.isNaN(difference())) {
            return Double.isNaN(shadow.remainingLife()) && Double.isNaN(live.remainingLife());
        }
        return live.interval()
                .map(interval -> shadow.remainingLife() >= interval.low() && shadow.remainingLife() <= interval.high())
                .orElse(shadow.health() == live.health());
    }
}
