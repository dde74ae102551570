package org.millwright.vision.training;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.hardware.training.Int8;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.DefectMap;
import org.millwright.vision.Exposure;
import org.millwright.vision.SurfaceInspector;

/**
 * Packs a trained network with everything that the line must know to use it.
 *
 * @param validation the answers by which the limits were chosen
 * @param trained the pictures it learnt from: what others look like that it may judge
 * @param golden pictures that prove, on each gateway, that it computes what was trained
 */
record InspectionBundle(
        TrainableNetwork network, Verdicts validation, float regionLimit, List<Example> trained, List<Example> golden) {

    /** Of the log-odds: nothing to a verdict, and above what two runtimes differ by where distances are computed. */
    private static final double GOLDEN_TOLERANCE = 1e-2;

    /**
     * Where two processors differ by the last bit of a float, a value at the edge falls to the next of 255 steps; processors that
     * compute integers wrongly are off by far more.
     */
    private static final double INT8_TOLERANCE = 0.1;

    private static final int GOLDEN_OF_EACH = 2;
    /** How far beyond the pictures seen in training a picture may lie, as a share of the value. */
    private static final double ROOM = 0.25;
    /** Of a picture on a small gateway, preparation included. */
    private static final double LATENCY_BUDGET_MILLIS = 25;

    private static final int DRIFT_BINS = 10;
    private static final int LEAST_EDGES = 3;
    private static final double FARTHEST = 1e-6;

    /** The first of each class. */
    static List<Example> goldenOf(List<String> kinds, List<Example> examples) {
        List<Example> golden = new ArrayList<>();
        for (String kind : kinds) {
            examples.stream()
                    .filter(example -> example.kind().equals(kind))
                    .limit(GOLDEN_OF_EACH)
                    .forEach(golden::add);
        }
        return golden;
    }

    /**
     * Writes the folder; one that was there is replaced.
     *
     * @param training as the manifest holds it
     * @param report for people: it lies in the folder and is no part of the bundle
     * @param int8 the same network in integers, where that is good enough
     */
    ModelBundle write(Path folder, String version, Map<String, Object> training, byte[] report, Int8Trial int8)
            throws IOException {
        BundleWriter writer = new BundleWriter(network, version, SurfaceInspector.KIND, contract(), training);
        for (Example example : golden) {
            float[] input = new float[network.input().size()];
            example.show(validation.lesson().picture(), input, 0);
            writer.golden(example.name().replaceAll("[^A-Za-z0-9_.-]", "-"), input, GOLDEN_TOLERANCE);
        }
        int8.onnx().ifPresent(it -> writer.variant(Int8.PRECISION, it.onnx(), INT8_TOLERANCE, int8.json()));
        byte[] metrics = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsBytes(training);
        return writer.file("metrics.json", metrics)
                .beside("report.html", report)
                .write(folder);
    }

    private Map<String, Object> contract() {
        Lesson lesson = validation.lesson();
        Map<String, Object> contract = new LinkedHashMap<>();
        if (lesson.hasMap()) {
            contract.put("limit", share(validation.limit()));
            contract.put("region-limit", share(regionLimit));
        }
        if (lesson.hasClasses()) {
            contract.put("classes", lesson.kinds());
            if (lesson.hasGood()) {
                contract.put("good-class", lesson.kinds().getFirst());
            }
        }
        contract.put(
                "pixels",
                lesson.picture().channels() == 1 ? "grey levels 0 to 255" : "red, green, blue, each 0 to 255");
        contract.put(
                "answer",
                lesson.hasMap()
                        ? "log-odds of a defect, a cell of " + Lesson.CELL + " x " + Lesson.CELL + " pixels"
                        : "log-odds of the classes");
        contract.put("resize", lesson.picture().tiles(trained) ? "tile" : "fit");
        contract.put("picture", exposureLimits().toJson());
        contract.put("drift", drift());
        contract.put("latency-budget-ms", LATENCY_BUDGET_MILLIS);
        return contract;
    }

    /** 0 to 1, and neither of both. */
    private static double share(float logOdds) {
        return Math.clamp(DefectMap.share(logOdds), FARTHEST, 1 - FARTHEST);
    }

    private Map<String, Object> drift() {
        List<Answer> seen = validation.tellsGood() ? validation.good() : validation.answers();
        boolean map = validation.lesson().hasMap();
        return new TreeMap<>(Map.of(
                "score",
                histogram(seen, answer -> map ? DefectMap.share(answer.score()) : answer.shares()[answer.kind()]),
                "brightness",
                histogram(seen, answer -> answer.example().exposure().level())));
    }

    /** Bins that hold about as many pictures each. */
    private static Map<String, Object> histogram(List<Answer> answers, ToDoubleFunction<Answer> value) {
        double[] sorted = answers.stream().mapToDouble(value).sorted().toArray();
        double[] edges = new double[DRIFT_BINS + 1];
        for (int i = 0; i <= DRIFT_BINS; i++) {
            edges[i] = sorted[(int) Math.round(i * (sorted.length - 1.0) / DRIFT_BINS)];
        }
        edges = Arrays.stream(edges).distinct().toArray();
        if (edges.length < LEAST_EDGES) {
            edges = new double[] {edges[0] - FARTHEST, edges[0], edges[0] + FARTHEST};
        }
        List<Double> shares = new ArrayList<>();
        for (int i = 1; i < edges.length; i++) {
            double low = i == 1 ? Double.NEGATIVE_INFINITY : edges[i - 1];
            double high = i == edges.length - 1 ? Double.POSITIVE_INFINITY : edges[i];
            long inside =
                    Arrays.stream(sorted).filter(v -> v >= low && v < high).count();
            shares.add((double) inside / sorted.length);
        }
        return new TreeMap<>(Map.of("edges", Arrays.stream(edges).boxed().toList(), "shares", shares));
    }

    private Exposure.Limits exposureLimits() {
        List<Exposure> seen = trained.stream().map(Example::exposure).toList();
        return new Exposure.Limits(
                lowest(seen, Exposure::level) * (1 - ROOM),
                Math.min(250, highest(seen, Exposure::level) * (1 + ROOM)),
                Math.min(1, highest(seen, Exposure::washedOut) * (1 + ROOM) + 0.02),
                lowest(seen, Exposure::sharpness) * (1 - ROOM),
                lowest(seen, Exposure::contrast) * (1 - ROOM));
    }

    private static double lowest(List<Exposure> seen, ToDoubleFunction<Exposure> value) {
        return seen.stream().mapToDouble(value).min().orElseThrow();
    }

    private static double highest(List<Exposure> seen, ToDoubleFunction<Exposure> value) {
        return seen.stream().mapToDouble(value).max().orElseThrow();
    }
}
