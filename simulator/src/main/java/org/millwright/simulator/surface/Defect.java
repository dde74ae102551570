package org.millwright.simulator.surface;

import static java.util.Objects.requireNonNull;

/**
 * @param box the smallest that holds the mask
 * @param mask row by row from the top left, 255 where the defect is and 0 elsewhere; owned by the defect, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // A defect is drawn once and compared by nobody.
public record Defect(DefectKind kind, Box box, byte[] mask) {

    public Defect {
        requireNonNull(kind, "kind is null");
        requireNonNull(box, "box is null");
        requireNonNull(mask, "mask is null");
    }
}
