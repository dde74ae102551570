package org.millwright.vision;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the inspector found in one picture.
 *
 * @param score 0 (surely good) to 1 (surely defective); NaN where no score could be had
 * @param place the defect; present exactly when the outcome is {@link Outcome#DEFECT}
 * @param reason why, in words; empty for a plain answer
 */
public record Inspection(Outcome outcome, double score, Optional<Place> place, String reason) {

    public enum Outcome {
        GOOD,
        DEFECT,
        /** The picture does not allow an answer; never to be treated as good. */
        UNCERTAIN
    }

    /** A rectangle in pixels of the picture, origin top left. */
    public record Place(int x, int y, int width, int height) {}

    public Inspection {
        requireNonNull(outcome, "outcome is null");
        requireNonNull(place, "place is null");
        requireNonNull(reason, "reason is null");
        if (place.isPresent() != (outcome == Outcome.DEFECT)) {
            throw new IllegalArgumentException(outcome + " with place " + place);
        }
    }

    static Inspection uncertain(String reason) {
        return new Inspection(Outcome.UNCERTAIN, Double.NaN, Optional.empty(), reason);
    }
}
