package org.millwright.edge.inference;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;
import org.millwright.vision.DriftReference;
import org.millwright.vision.Inspection;

/**
 * A part that was decided, with all that was known.
 *
 * @param decoded whether there was a picture in the frame; it is not kept, as a few large ones would fill the memory
 * @param limit that the configuration sets for the product; empty where the bundle's counts
 * @param slot which model decided, by its place
 * @param classes what that model may call a defect
 * @param drift how pictures were when it was trained
 * @param failed whether the model itself could not be run
 */
public record Judged(
        Frame frame,
        boolean decoded,
        Inspection inspection,
        Verdict verdict,
        OptionalDouble limit,
        String slot,
        List<String> classes,
        Optional<DriftReference> drift,
        boolean failed)
        implements Decided {

    @Override
    public String model() {
        return verdict.model();
    }
}
