package org.millwright.edge.inference;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.inference.ModelException;
import org.millwright.vision.Inspection;
import org.millwright.vision.SurfaceInspector;

/**
 * The station's model, or the reason why there is none: a bundle that is refused stops neither the line's telemetry nor
 * the loop; every part is then uncertain. NOT thread safe.
 */
final class PartInspector implements AutoCloseable {

    private static final int WARM_UP_PICTURES = 200;

    private final Optional<SurfaceInspector> inspector;
    private final String fault;

    private PartInspector(Optional<SurfaceInspector> inspector, String fault) {
        this.inspector = inspector;
        this.fault = fault;
    }

    static PartInspector open(Path bundle) {
        try {
            return new PartInspector(Optional.of(SurfaceInspector.open(bundle)), "");
        } catch (ModelException e) {
            return new PartInspector(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Judges pictures that nobody sees, so that the first part is judged as quickly as the thousandth: the virtual machine
     * compiles what it has run often enough.
     */
    void warmUp() {
        inspector.ifPresent(model -> {
            List<Integer> shape = model.bundle().inputs().getFirst().shape();
            int height = shape.get(2);
            int width = shape.get(3);
            byte[] pixels = new byte[width * height];
            new Random(1).nextBytes(pixels);
            for (int i = 0; i < WARM_UP_PICTURES; i++) {
                var _ = model.inspect(new GreyImage(width, height, pixels));
            }
        });
    }

    Inspection inspect(GreyImage image) {
        return inspector
                .map(model -> model.inspect(image))
                .orElseGet(() -> new Inspection(
                        Inspection.Outcome.UNCERTAIN, Double.NaN, Optional.empty(), "no model: " + fault));
    }

    /** The bundle's hash; empty where there is no model. */
    String hash() {
        return inspector.map(model -> model.bundle().hash()).orElse("");
    }

    String fault() {
        return fault;
    }

    @Override
    public void close() {
        inspector.ifPresent(SurfaceInspector::close);
    }
}
