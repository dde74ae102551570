package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * What a model on trial said of a machine, beside the one that decided; nothing acts on it.
 *
 * @param shadow what it said
 * @param live what the model that decides said of the same moment; its time is the row's
 */
public record ShadowDiagnosis(Diagnosis shadow, Diagnosis live) implements Event {

    public ShadowDiagnosis {
        requireNonNull(shadow, "shadow is null");
        requireNonNull(live, "live is null");
    }

    /** Whether both have an answer, and to the same question. */
    public boolean isComparable() {
        return switch (shadow.answer()) {
            case Diagnosis.Answer.Mode _ -> live.answer() instanceof Diagnosis.Answer.Mode;
            case Diagnosis.Answer.Quantity its ->
                live.answer() instanceof Diagnosis.Answer.Quantity other
                        && its.quantity().equals(other.quantity())
                        && its.unit().equals(other.unit());
            case Diagnosis.Answer.Uncertain _ -> false;
        };
    }

    /** The quantity on trial minus the live one; NaN where these are not two of one kind. */
    public double difference() {
        return isComparable()
                        && shadow.answer() instanceof Diagnosis.Answer.Quantity its
                        && live.answer() instanceof Diagnosis.Answer.Quantity other
                ? its.value() - other.value()
                : Double.NaN;
    }

    /** The same mode; the same quantity, both within its limits or both beyond; both uncertain. */
    public boolean agrees() {
        return shadow.answer().word().equals(live.answer().word())
                && shadow.answer().healthy() == live.answer().healthy();
    }
}
