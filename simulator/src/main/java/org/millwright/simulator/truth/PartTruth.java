package org.millwright.simulator.truth;

import static java.util.Objects.requireNonNull;

/**
 * A finished part.
 *
 * @param sequence the station's sequence; rises from part to part
 * @param kind of defect; empty for a good part
 * @param x of the defect's box, pixels from the left of the picture; the box is 0,0 0×0 for a good part
 * @param why the PLC's reason, in words
 */
public record PartTruth(
        String part,
        long sequence,
        boolean defect,
        String kind,
        int x,
        int y,
        int width,
        int height,
        Outcome outcome,
        String why) {

    public PartTruth {
        requireNonNull(part, "part is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(why, "why is null");
        if (defect == kind.isEmpty()) {
            throw new IllegalArgumentException("part " + part + ": a defect has a kind and a good part has none, but"
                    + " defect=" + defect + " kind='" + kind + "'");
        }
    }

    public static PartTruth good(String part, long sequence, Outcome outcome, String why) {
        return new PartTruth(part, sequence, false, "", 0, 0, 0, 0, outcome, why);
    }
}
