package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Layer;
import org.millwright.maintenance.Axis;
import org.millwright.maintenance.HealthLimits;

/**
 * How one data set is learned. Settled on units held out of the training part, never on the test part.
 *
 * @param name of the bundle
 * @param units of the inputs by name, in the order of a step's values; the axis first
 * @param axisIsFeature whether the network sees the axis too
 * @param scoredThroughout whether a test history is scored at every step, or at its end only
 * @param averages spans, in steps, of the weighted means that the first layer starts from; empty for random weights
 * @param epochs passes over all windows
 */
record LifeRecipe(
        String name,
        Map<String, String> units,
        List<String> inputs,
        boolean axisIsFeature,
        Axis axis,
        int window,
        int leastSteps,
        int mostUnusable,
        String lifeUnit,
        double cap,
        HealthLimits limits,
        boolean scoredThroughout,
        List<Double> averages,
        List<Layer> layers,
        int epochs,
        int batch,
        float learningRate) {

    private static final String RANKINE = "degR";
    private static final String TURNS = "1/min";
    private static final String PRESSURE = "psi";

    /** The sensors of C-MAPSS that move at all under one operating condition, by Saxena et al., table 2. */
    private static final Map<String, String> TURBOFAN = Map.ofEntries(
            Map.entry("cycle", "cycles"),
            Map.entry("sensor-2", RANKINE),
            Map.entry("sensor-3", RANKINE),
            Map.entry("sensor-4", RANKINE),
            Map.entry("sensor-7", PRESSURE),
            Map.entry("sensor-8", TURNS),
            Map.entry("sensor-9", TURNS),
            Map.entry("sensor-11", PRESSURE),
            Map.entry("sensor-12", "pps/psi"),
            Map.entry("sensor-13", TURNS),
            Map.entry("sensor-14", TURNS),
            Map.entry("sensor-15", ""),
            Map.entry("sensor-17", ""),
            Map.entry("sensor-20", "lbm/s"),
            Map.entry("sensor-21", "lbm/s"));

    /** Turbofan engines, one step a flight. */
    static LifeRecipe cmapss(String subset) {
        int window = 60;
        // The trend is slow and the noise large: start from means over several spans, and let training shift them.
        List<Double> spans = List.of(1.5, 4.0, 10.0, 25.0, 80.0);
        return new LifeRecipe(
                subset.toLowerCase(Locale.ROOT),
                TURBOFAN,
                Cmapss.columns().stream().filter(TURBOFAN::containsKey).toList(),
                false,
                new Axis("cycle", "cycles", 1, Axis.Aggregation.LAST, 1),
                window,
                10,
                window / 5,
                "cycles",
                125,
                new HealthLimits(30, 5, 10),
                false,
                spans,
                List.of(
                        new Layer.Conv(spans.size(), List.of(1, window), List.of(1, 1), List.of(0, 0), 1),
                        new Layer.Flatten(),
                        new Layer.Dropout(0.1f),
                        new Layer.Linear(64),
                        new Layer.Relu(),
                        new Layer.Dropout(0.1f),
                        new Layer.Linear(32),
                        new Layer.Relu(),
                        new Layer.Linear(1)),
                30,
                256,
                3e-3f);
    }

    /** The simulated spindle bearing, four steps an operating hour. */
    static LifeRecipe bearing() {
        return new LifeRecipe(
                "bearing",
                Map.of(
                        "operating-hours", "h",
                        "speed", TURNS,
                        "load", "%",
                        "vibration-rms", "mm/s",
                        "bearing-temperature", "degC",
                        "power", "kW"),
                List.of("operating-hours", "speed", "load", "vibration-rms", "bearing-temperature", "power"),
                // The hours are those of this bearing: with its wear they tell how fast it wears.
                true,
                new Axis("operating-hours", "h", 0.25, Axis.Aggregation.MEAN, 1),
                48,
                4,
                12,
                "h",
                100,
                new HealthLimits(20, 3, 5),
                true,
                List.of(),
                List.of(
                        // Vibration means little without speed and load: mix within a step, then average along the
                        // axis.
                        new Layer.Conv(48, List.of(6, 1), List.of(1, 1), List.of(0, 0), 1),
                        new Layer.Relu(),
                        new Layer.Conv(24, List.of(1, 1), List.of(1, 1), List.of(0, 0), 1),
                        new Layer.Relu(),
                        new Layer.AveragePool(List.of(1, 12)),
                        new Layer.Flatten(),
                        new Layer.Linear(64),
                        new Layer.Relu(),
                        new Layer.Linear(32),
                        new Layer.Relu(),
                        new Layer.Linear(1)),
                10,
                256,
                3e-3f);
    }

    LifeRecipe {
        units = Map.copyOf(units);
        inputs = List.copyOf(inputs);
        averages = List.copyOf(averages);
        layers = List.copyOf(layers);
    }

    int features() {
        return axisIsFeature ? inputs.size() : inputs.size() - 1;
    }

    Tensor tensor() {
        return new Tensor("window", List.of(1, 1, features(), window));
    }

    /** Weights for the first layer: exponentially weighted means that end at the newest step. */
    float[] averagingKernels() {
        float[] kernels = new float[averages.size() * window];
        for (int k = 0; k < averages.size(); k++) {
            List<Double> weights = new ArrayList<>();
            for (int step = 0; step < window; step++) {
                weights.add(Math.exp(-(window - 1 - step) / averages.get(k)));
            }
            double sum = weights.stream().mapToDouble(weight -> weight).sum();
            for (int step = 0; step < window; step++) {
                kernels[k * window + step] = (float) (weights.get(step) / sum);
            }
        }
        return kernels;
    }
}
