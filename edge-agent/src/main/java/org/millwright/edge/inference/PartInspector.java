package org.millwright.edge.inference;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.millwright.edge.models.ModelStore;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.ModelException;
import org.millwright.vision.DriftReference;
import org.millwright.vision.Inspection;
import org.millwright.vision.SurfaceInspector;

/**
 * The station's model, or the reason why there is none: a bundle that is refused stops neither the line's telemetry nor
 * the loop; every part is then uncertain. NOT thread safe.
 */
public final class PartInspector implements SeatedModel {

    private final Optional<SurfaceInspector> inspector;
    private final String fault;
    private String slowness = "";

    private PartInspector(Optional<SurfaceInspector> inspector, String fault) {
        this.inspector = inspector;
        this.fault = fault;
    }

    /** @param threads how many one picture may use */
    public static Seat.Opener<PartInspector> opener(int threads) {
        return new Seat.Opener<>() {
            @Override
            public PartInspector open(ModelStore store, String hash) {
                return PartInspector.open(store, hash, threads);
            }

            @Override
            public PartInspector none(String because) {
                return PartInspector.none(because);
            }
        };
    }

    private static PartInspector open(ModelStore models, String hash, int threads) {
        try {
            return new PartInspector(Optional.of(SurfaceInspector.open(models.read(hash), threads)), "");
        } catch (ModelException e) {
            return none(String.valueOf(e.getMessage()));
        }
    }

    /** Every part is uncertain. */
    private static PartInspector none(String because) {
        return new PartInspector(Optional.empty(), because);
    }

    /** The virtual machine compiles what it has run often enough; then it is known whether the gateway is fast enough. */
    @Override
    public void warmUp() {
        inspector.ifPresent(model -> slowness = model.tooSlow(model.warmUp()).orElse(""));
    }

    /**
     * Judges by the first of these limits that there is: the given one, the bundle's for the variant, the bundle's.
     *
     * @throws ModelException when the runtime fails
     */
    Inspection inspect(Image image, String variant, OptionalDouble limit) {
        return inspector
                .map(model -> model.inspect(image, limitFor(model, variant, limit)))
                .orElseGet(() -> Inspection.uncertain("no model: " + fault));
    }

    double limitFor(String variant, OptionalDouble limit) {
        return inspector.map(model -> limitFor(model, variant, limit)).orElse(Double.NaN);
    }

    private static double limitFor(SurfaceInspector model, String variant, OptionalDouble limit) {
        return limit.orElseGet(() -> model.limitOf(variant).orElseGet(model::limit));
    }

    @Override
    public String hash() {
        return inspector.map(model -> model.bundle().hash()).orElse("");
    }

    Optional<DriftReference> drift() {
        return inspector.flatMap(SurfaceInspector::drift);
    }

    List<String> classes() {
        return inspector.map(SurfaceInspector::classes).orElse(List.of());
    }

    @Override
    public String precision() {
        return inspector.map(model -> model.choice().inWords()).orElse("");
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public String slowness() {
        return slowness;
    }

    @Override
    public void close() {
        inspector.ifPresent(SurfaceInspector::close);
    }
}
