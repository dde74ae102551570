package org.millwright.vision;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.millwright.hardware.camera.GreyImage;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Network;
import org.millwright.hardware.inference.Tensor;
import org.millwright.vision.Inspection.Outcome;

/**
 * Tells good surfaces from defective ones with a bundle of kind {@link #KIND}: input (1, 1, height, width) with grey
 * levels 0–255, output (1, 1, rows, columns) with a {@link DefectMap}; contract {@code limit} (0 to 1: a score at or
 * above it is a defect) and {@code picture} (the {@link Exposure.Limits}).
 *
 * <p>NOT thread safe: one for each inspection thread. Calls take about a millisecond on that thread. Holds native memory
 * until closed.
 */
public final class SurfaceInspector implements AutoCloseable {

    public static final String KIND = "surface-inspection";

    private final Network network;
    private final int width;
    private final int height;
    private final int columns;
    private final int rows;
    private final double limit;
    private final float cellLimit;
    private final Exposure.Limits exposureLimits;
    private final float[] input;

    private SurfaceInspector(Network network) {
        this.network = network;
        ModelBundle bundle = network.bundle();
        List<Integer> in = image(bundle, bundle.inputs());
        List<Integer> out = image(bundle, bundle.outputs());
        this.height = in.get(2);
        this.width = in.get(3);
        this.rows = out.get(2);
        this.columns = out.get(3);
        this.limit = bundle.contract().number("limit");
        if (!(limit > 0 && limit < 1)) {
            throw new ModelException(bundle.contract().where() + ": limit " + limit + " must lie between 0 and 1");
        }
        this.cellLimit = (float) Math.log(limit / (1 - limit));
        this.exposureLimits = Exposure.Limits.read(bundle.contract().section("picture"));
        this.input = new float[width * height];
    }

    /**
     * Opens the bundle, checks it and proves it on its golden samples.
     *
     * @throws ModelException naming the bundle, the fault and the remedy
     */
    public static SurfaceInspector open(Path bundle) {
        Network network = Network.open(ModelBundle.read(bundle).ofKind(KIND));
        try {
            return new SurfaceInspector(network);
        } catch (ModelException e) {
            network.close();
            throw e;
        }
    }

    /** The bundle that decides; its hash says exactly which model. */
    public ModelBundle bundle() {
        return network.bundle();
    }

    /** Judges one picture. Never throws for what is in it: a picture that cannot be judged is uncertain, with a reason. */
    public Inspection inspect(GreyImage image) {
        if (image.width() != width || image.height() != height) {
            return Inspection.uncertain("picture is " + image.width() + "x" + image.height() + ", the model needs "
                    + width + "x" + height + "; set the camera to that size or train a model for it");
        }
        Optional<String> complaint = exposureLimits.complaint(Exposure.of(image));
        if (complaint.isPresent()) {
            return Inspection.uncertain(complaint.get());
        }
        byte[] pixels = image.pixels();
        for (int i = 0; i < input.length; i++) {
            input[i] = pixels[i] & 0xFF;
        }
        DefectMap map = new DefectMap(columns, rows, network.run(input)[0]);
        float worst = map.worst();
        if (Float.isNaN(worst)) {
            return Inspection.uncertain("the network gave no number; keep the picture and report it");
        }
        double score = DefectMap.share(worst);
        return worst < cellLimit
                ? new Inspection(Outcome.GOOD, score, Optional.empty(), "")
                : new Inspection(Outcome.DEFECT, score, Optional.of(map.place(cellLimit, width, height)), "");
    }

    private static List<Integer> image(ModelBundle bundle, List<Tensor> tensors) {
        List<Integer> shape = tensors.get(0).shape();
        if (tensors.size() != 1 || shape.size() != 4 || shape.get(0) != 1 || shape.get(1) != 1) {
            throw new ModelException(
                    bundle + ": a surface model has one tensor of shape [1, 1, rows, columns], not " + tensors);
        }
        return shape;
    }

    @Override
    public void close() {
        network.close();
    }
}
