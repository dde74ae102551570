package org.millwright.vision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.millwright.hardware.camera.Image;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Section;
import org.millwright.hardware.inference.Tensor;
import org.millwright.vision.Inspection.Place;

/**
 * What a bundle of kind {@link SurfaceInspector#KIND} says about itself, checked.
 *
 * @param classes names of the classes in the order of the network's output; empty where it tells none
 * @param goodClass which of them is the good one
 * @param limit NaN where a model tells classes only, and gives none
 * @param regionLimit what reaches it is drawn
 * @param limits by product variant, for those that have one of their own
 * @param borderline log-odds to either side of the limit within which a person should look
 * @param millimetresPerPixel of the camera's picture; NaN where it is not known
 * @param latencyBudgetMillis the longest that one picture may take; NaN where there is none
 */
record SurfaceContract(
        Optional<MapOutput> map,
        OptionalInt classOutput,
        List<String> classes,
        OptionalInt goodClass,
        Input input,
        double limit,
        double regionLimit,
        Map<String, Double> limits,
        double borderline,
        Exposure.Limits exposure,
        Fitting fitting,
        double tileOverlap,
        Optional<Place> region,
        Optional<Placing> placing,
        double millimetresPerPixel,
        Optional<DriftReference> drift,
        double latencyBudgetMillis) {

    private static final double MOST_OVERLAP = 0.9;
    private static final double DEFAULT_BORDERLINE = 1;
    private static final double DEFAULT_MATCH = 0.1;

    /** How a picture is brought to the network's size. */
    enum Fitting {
        /** It has to have that size. */
        EXACT,
        FIT,
        TILE
    }

    record Input(int channels, int width, int height) {}

    /** @param index which of the network's outputs it is */
    record MapOutput(int index, int columns, int rows) {}

    /**
     * @param reference file of the bundle
     * @param mostShift pixels of the picture
     * @param leastMatch see {@link Registration.Shift}
     */
    record Placing(String reference, double mostShift, double leastMatch) {}

    SurfaceContract {
        classes = List.copyOf(classes);
        limits = Map.copyOf(limits);
    }

    /** @throws ModelException naming the bundle, the field, its value and what it must be */
    static SurfaceContract read(ModelBundle bundle) {
        Section contract = bundle.contract();
        Input input = input(bundle);
        Optional<MapOutput> map = map(bundle, input);
        List<String> classes = contract.has("classes") ? contract.texts("classes") : List.of();
        OptionalInt classOutput = classOutput(bundle, classes);
        if (map.isEmpty() && classOutput.isEmpty()) {
            throw new ModelException(
                    bundle + ": a surface model has an output of shape [1, 1, rows, columns], one named"
                            + " \"classes\" of shape [1, classes], or both, not " + bundle.outputs());
        }
        return new SurfaceContract(
                map,
                classOutput,
                classes,
                goodClass(contract, classes),
                input,
                limit(contract, map.isPresent()),
                contract.has("region-limit")
                        ? Bounds.share(contract, "region-limit")
                        : limit(contract, map.isPresent()),
                limits(contract),
                contract.has("borderline") ? Bounds.atLeast(contract, "borderline", 0) : DEFAULT_BORDERLINE,
                Exposure.Limits.read(contract.section("picture")),
                fitting(contract),
                overlap(contract),
                contract.has("region") ? Optional.of(region(contract.section("region"))) : Optional.empty(),
                contract.has("register") ? Optional.of(placing(contract.section("register"))) : Optional.empty(),
                contract.has("millimetres-per-pixel") ? Bounds.positive(contract, "millimetres-per-pixel") : Double.NaN,
                contract.has("drift") ? Optional.of(DriftReference.read(contract.section("drift"))) : Optional.empty(),
                contract.has("latency-budget-ms") ? Bounds.positive(contract, "latency-budget-ms") : Double.NaN);
    }

    /** The limit of a product variant that has one of its own. */
    OptionalDouble limitOf(String variant) {
        Double own = limits.get(variant);
        return own == null ? OptionalDouble.empty() : OptionalDouble.of(own);
    }

    private static Input input(ModelBundle bundle) {
        List<Tensor> inputs = bundle.inputs();
        List<Integer> shape = inputs.getFirst().shape();
        if (inputs.size() != 1
                || shape.size() != 4
                || shape.getFirst() != 1
                || (shape.get(1) != 1 && shape.get(1) != 3)) {
            throw new ModelException(
                    bundle + ": a surface model has one input of shape [1, 1 or 3, height, width], not " + inputs);
        }
        return new Input(shape.get(1), shape.get(3), shape.get(2));
    }

    private static Optional<MapOutput> map(ModelBundle bundle, Input input) {
        List<Tensor> outputs = bundle.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            List<Integer> shape = outputs.get(i).shape();
            if (shape.size() == 4 && (outputs.get(i).name().equals("defects") || outputs.size() == 1)) {
                if (shape.get(0) != 1
                        || shape.get(1) != 1
                        || input.height % shape.get(2) != 0
                        || input.width % shape.get(3) != 0) {
                    throw new ModelException(bundle + ": output " + outputs.get(i)
                            + " must have shape [1, 1, rows, columns], where rows divide " + input.height
                            + " and columns divide " + input.width + "; export the model again");
                }
                return Optional.of(new MapOutput(i, shape.get(3), shape.get(2)));
            }
        }
        return Optional.empty();
    }

    private static OptionalInt classOutput(ModelBundle bundle, List<String> classes) {
        List<Tensor> outputs = bundle.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor output = outputs.get(i);
            if (output.name().equals("classes")) {
                if (!output.shape().equals(List.of(1, classes.size()))) {
                    throw new ModelException(bundle + ": output " + output + " does not fit the " + classes.size()
                            + " names in \"classes\" of the contract " + classes + "; write the bundle again");
                }
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt goodClass(Section contract, List<String> classes) {
        if (!contract.has("good-class")) {
            return OptionalInt.empty();
        }
        int index = classes.indexOf(contract.text("good-class"));
        if (index < 0) {
            throw new ModelException(contract.where() + ": \"good-class\" is \"" + contract.text("good-class")
                    + "\"; it must be one of \"classes\" " + classes);
        }
        return OptionalInt.of(index);
    }

    private static double limit(Section contract, boolean needed) {
        return needed || contract.has("limit") ? Bounds.share(contract, "limit") : Double.NaN;
    }

    private static Map<String, Double> limits(Section contract) {
        Map<String, Double> limits = new HashMap<>();
        if (contract.has("limits")) {
            Section section = contract.section("limits");
            section.keys().forEach(variant -> limits.put(variant, Bounds.share(section, variant)));
        }
        return limits;
    }

    private static Fitting fitting(Section contract) {
        String resize = contract.has("resize") ? contract.text("resize") : "exact";
        return switch (resize) {
            case "exact" -> Fitting.EXACT;
            case "fit" -> Fitting.FIT;
            case "tile" -> Fitting.TILE;
            default ->
                throw new ModelException(contract.where() + ": \"resize\" is \"" + resize
                        + "\"; it must be \"exact\", \"fit\" or \"tile\"");
        };
    }

    private static double overlap(Section contract) {
        double overlap =
                contract.has("tile-overlap") ? Bounds.atLeast(contract, "tile-overlap", 0) : TileGrid.USUAL_OVERLAP;
        if (!(overlap < MOST_OVERLAP)) {
            throw new ModelException(
                    contract.where() + ": \"tile-overlap\" is " + overlap + "; it must be below " + MOST_OVERLAP);
        }
        return overlap;
    }

    private static Place region(Section section) {
        Place region =
                new Place(section.whole("x"), section.whole("y"), section.whole("width"), section.whole("height"));
        if (region.x() < 0 || region.y() < 0 || region.width() < 1 || region.height() < 1) {
            throw new ModelException(section.where() + ": " + region
                    + " must have a size and lie right of and below the picture's corner");
        }
        return region;
    }

    private static Placing placing(Section section) {
        return new Placing(
                section.text("reference"),
                Bounds.positive(section, "most-shift"),
                section.has("least-match") ? Bounds.share(section, "least-match") : DEFAULT_MATCH);
    }

    /** What the model may call a defect. */
    List<String> defectClasses() {
        List<String> names = new ArrayList<>(classes);
        goodClass.ifPresent(names::remove);
        return names;
    }

    /** Why a picture of this camera can never be judged by this model; empty where it can. */
    Optional<String> misfit(Image image) {
        String size = image.width() + "x" + image.height();
        if (image.channels() < input.channels) {
            return Optional.of(
                    "picture is grey, the model needs colour; set the camera to colour or train a model on grey"
                            + " pictures");
        }
        if (region.isPresent()) {
            int right = region.get().x() + region.get().width();
            int bottom = region.get().y() + region.get().height();
            if (right > image.width() || bottom > image.height()) {
                return Optional.of("picture is " + size + ", the model's region ends at " + right + "x" + bottom
                        + "; set the camera to the size it had at training, or train a model for this one");
            }
        }
        int width = region.map(Place::width).orElse(image.width());
        int height = region.map(Place::height).orElse(image.height());
        if (fitting == Fitting.EXACT && (width != input.width || height != input.height)) {
            return Optional.of("picture is " + size + ", the model needs " + input.width + "x" + input.height
                    + "; set the camera to that size or train a model for it");
        }
        return Optional.empty();
    }
}
