package org.millwright.vision.training;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.DefectMap;
import org.millwright.vision.Exposure;
import org.millwright.vision.SurfaceInspector;

/** Packs a trained surface network with its limit, the pictures it may judge, and what it reached. */
final class SurfaceBundle {

    private static final double GOLDEN_TOLERANCE = 1e-3;
    private static final int GOLDEN_OF_EACH = 2;
    /** How far beyond the pictures seen in training a picture may lie, as a share of the value. */
    private static final double ROOM = 0.25;

    private final TrainableNetwork network;
    private final List<Picture> trained;
    private final Scores test;
    private final float limit;

    SurfaceBundle(TrainableNetwork network, List<Picture> trained, Scores test, float limit) {
        this.network = network;
        this.trained = trained;
        this.test = test;
        this.limit = limit;
    }

    /** @param training as the manifest holds it */
    ModelBundle write(Path folder, String version, Map<String, Object> training) throws IOException {
        Map<String, Object> contract = new LinkedHashMap<>();
        contract.put("limit", DefectMap.share(limit));
        contract.put("pixels", "grey levels 0 to 255");
        contract.put(
                "answer",
                "log-odds of a defect, a cell of " + SurfaceNetwork.CELL + " x " + SurfaceNetwork.CELL + " pixels");
        contract.put("picture", exposureLimits().toJson());
        BundleWriter writer = new BundleWriter(network, version, SurfaceInspector.KIND, contract, training);
        for (Picture picture : golden()) {
            float[] input = new float[network.input().size()];
            Scores.fill(picture, input, 0);
            String name = picture.file().replace('/', '-').replace(".jpg", "");
            writer.golden(name, input, GOLDEN_TOLERANCE);
        }
        byte[] metrics = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsBytes(training);
        return writer.file("metrics.json", metrics).write(folder);
    }

    /** The first pictures of the test split, good ones and others. */
    private List<Picture> golden() {
        List<Picture> golden = new ArrayList<>();
        for (boolean defective : new boolean[] {false, true}) {
            test.pictures().stream()
                    .filter(picture -> picture.defective() == defective)
                    .limit(GOLDEN_OF_EACH)
                    .forEach(golden::add);
        }
        return golden;
    }

    private Exposure.Limits exposureLimits() {
        List<Exposure> seen =
                trained.stream().map(picture -> Exposure.of(picture.image())).toList();
        return new Exposure.Limits(
                lowest(seen, Exposure::level) * (1 - ROOM),
                Math.min(250, highest(seen, Exposure::level) * (1 + ROOM)),
                Math.min(1, highest(seen, Exposure::washedOut) * (1 + ROOM) + 0.02),
                lowest(seen, Exposure::sharpness) * (1 - ROOM));
    }

    private static double lowest(List<Exposure> seen, ToDoubleFunction<Exposure> value) {
        return seen.stream().mapToDouble(value).min().orElseThrow();
    }

    private static double highest(List<Exposure> seen, ToDoubleFunction<Exposure> value) {
        return seen.stream().mapToDouble(value).max().orElseThrow();
    }
}
