package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What the vision loop said about one part.
 *
 * @param station the machine the camera looks at
 * @param sequence the part's number at its station, as the camera sent it
 * @param score 0 (surely good) to 1 (surely defective); NaN where the model gave none
 * @param place where the defect is; empty for a good part
 * @param reason why the result is what it is, in words, for {@link Result#UNCERTAIN} above all; may be empty
 * @param model the hash of the bundle that decided
 * @param details what else the model told
 * @param capturedNanos when the frame was taken, by the camera's clock (epoch nanoseconds); the row's timestamp
 * @param receivedNanos when the last byte of the frame arrived here (epoch nanoseconds)
 * @param decidedNanos when the verdict was ready (epoch nanoseconds)
 */
public record Verdict(
        Machine station,
        String part,
        long sequence,
        Result result,
        double score,
        Optional<Place> place,
        String reason,
        String model,
        Details details,
        long capturedNanos,
        long receivedNanos,
        long decidedNanos)
        implements Event {

    public enum Result {
        GOOD,
        DEFECT,
        /** The model could not tell, or could not be asked; never treated as good. */
        UNCERTAIN
    }

    /** A rectangle in pixels of the frame, origin top left. */
    public record Place(int x, int y, int width, int height) {}

    /**
     * What else is known of a verdict.
     *
     * @param defectClass by the model's names; empty where it is good, or not told
     * @param regions how many places reach the limit
     * @param millimetres the longer side of the worst of them; NaN where the scale is not known
     * @param variant the product that was on the line; empty where none is told apart
     * @param limit the score at or above which it was a defect; NaN where there was none
     */
    public record Details(String defectClass, int regions, double millimetres, String variant, double limit) {

        /** Nothing. */
        public static final Details NONE = new Details("", 0, Double.NaN, "", Double.NaN);

        public Details {
            requireNonNull(defectClass, "defectClass is null");
            requireNonNull(variant, "variant is null");
        }
    }

    /** Without details. */
    public Verdict(
            Machine station,
            String part,
            long sequence,
            Result result,
            double score,
            Optional<Place> place,
            String reason,
            String model,
            long capturedNanos,
            long receivedNanos,
            long decidedNanos) {
        this(
                station,
                part,
                sequence,
                result,
                score,
                place,
                reason,
                model,
                Details.NONE,
                capturedNanos,
                receivedNanos,
                decidedNanos);
    }

    public Verdict {
        requireNonNull(details, "details is null");
        requireNonNull(station, "station is null");
        requireNonNull(part, "part is null");
        requireNonNull(result, "result is null");
        requireNonNull(place, "place is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(model, "model is null");
    }
}
