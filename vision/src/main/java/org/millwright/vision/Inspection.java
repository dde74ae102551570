package org.millwright.vision;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the inspector found in one picture.
 *
 * @param score 0 (surely good) to 1 (surely defective); NaN where no score could be had
 * @param place the worst defect; only where the outcome is {@link Outcome#DEFECT}, and the model tells where
 * @param reason why, in words; empty for a plain answer
 * @param defectClass what it is, by the model's names; empty for a good part, and where the model does not tell
 * @param regions all that reaches the limit, the worst first; the first is at {@code place}
 * @param map how defective each part of the picture is; where the model tells
 * @param borderline whether the score lies close to the limit, so that a person should look at the picture
 * @param brightness mean grey level of what was looked at, 0 to 255; NaN where nothing was
 */
public record Inspection(
        Outcome outcome,
        double score,
        Optional<Place> place,
        String reason,
        String defectClass,
        List<Region> regions,
        Optional<HeatMap> map,
        boolean borderline,
        double brightness) {

    public enum Outcome {
        GOOD,
        DEFECT,
        /** The picture does not allow an answer; never to be treated as good. */
        UNCERTAIN
    }

    /** A rectangle in pixels of the picture, origin top left. */
    public record Place(int x, int y, int width, int height) {}

    /**
     * What hangs together and reaches the limit.
     *
     * @param score of its worst cell
     * @param millimetres its longer side; NaN where the model does not know the scale
     */
    public record Region(Place place, double score, double millimetres) {}

    public Inspection {
        requireNonNull(outcome, "outcome is null");
        requireNonNull(place, "place is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(defectClass, "defectClass is null");
        requireNonNull(map, "map is null");
        regions = List.copyOf(regions);
        if (place.isPresent() && outcome != Outcome.DEFECT) {
            throw new IllegalArgumentException(outcome + " with place " + place);
        }
    }

    /** Of a picture that cannot be judged. */
    public static Inspection uncertain(String reason) {
        return uncertain(reason, Double.NaN);
    }

    static Inspection uncertain(String reason, double brightness) {
        return new Inspection(
                Outcome.UNCERTAIN,
                Double.NaN,
                Optional.empty(),
                reason,
                "",
                List.of(),
                Optional.empty(),
                false,
                brightness);
    }
}
