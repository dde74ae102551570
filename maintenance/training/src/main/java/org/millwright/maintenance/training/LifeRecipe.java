package org.millwright.maintenance.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Layer;
import org.millwright.maintenance.Axis;
import org.millwright.maintenance.HealthLimits;
import org.millwright.maintenance.Layout;
import org.millwright.maintenance.LifeContract;

/**
 * How one data set is learned. Settled on units held out of the training part, never on the test part.
 *
 * @param name of the bundle
 * @param units of the inputs by name
 * @param inputs the order of a row's values; the axis first
 * @param settings inputs that tell the operating regime; the network does not see them
 * @param axisIsFeature whether the network sees the axis as it sees the other inputs
 * @param scoredThroughout whether a test history is scored at every step, or at its end only
 * @param smoothingSteps over how many steps the gateway smooths one machine's estimates
 * @param leavesOut whether inputs that are constant in every regime are left out, or refused
 * @param lateStarts how often each life is learned again as one that was joined late, at a random step
 * @param members networks whose answers are averaged, and shares that the lives are dealt into
 * @param leftOut how many shares a network does not learn from, so that the intervals can be; a network alone has others
 */
record LifeRecipe(
        String name,
        Map<String, String> units,
        List<String> inputs,
        List<String> settings,
        boolean axisIsFeature,
        Axis axis,
        int window,
        int leastSteps,
        int mostUnusable,
        String lifeUnit,
        double cap,
        HealthLimits limits,
        boolean scoredThroughout,
        Layout layout,
        double smoothingSteps,
        boolean leavesOut,
        int lateStarts,
        int members,
        int leftOut,
        List<Layer> layers,
        LifeTrainer.Plan plan) {

    /** Flights that tell how an engine began. */
    private static final int REFERENCE = 80;

    private static final String RANKINE = "degR";
    private static final String TURNS = "1/min";
    private static final String PRESSURE = "psi";

    /** The columns of C-MAPSS that have a unit; Saxena et al., table 2. */
    private static final Map<String, String> TURBOFAN = Map.ofEntries(
            Map.entry("cycle", "cycles"),
            Map.entry("setting-1", "kft"),
            Map.entry("setting-3", "deg"),
            Map.entry("sensor-1", RANKINE),
            Map.entry("sensor-2", RANKINE),
            Map.entry("sensor-3", RANKINE),
            Map.entry("sensor-4", RANKINE),
            Map.entry("sensor-5", PRESSURE),
            Map.entry("sensor-6", PRESSURE),
            Map.entry("sensor-7", PRESSURE),
            Map.entry("sensor-8", TURNS),
            Map.entry("sensor-9", TURNS),
            Map.entry("sensor-11", PRESSURE),
            Map.entry("sensor-12", "pps/psi"),
            Map.entry("sensor-13", TURNS),
            Map.entry("sensor-14", TURNS),
            Map.entry("sensor-18", TURNS),
            Map.entry("sensor-19", TURNS),
            Map.entry("sensor-20", "lbm/s"),
            Map.entry("sensor-21", "lbm/s"));

    /** Whether it leaves no lives out to fit intervals on, and takes those that it is scored on. */
    boolean fitsIntervalsOnScored() {
        return members == 1;
    }

    /** Turbofan engines, one step a flight; the same for all subsets. */
    static LifeRecipe cmapss(String subset) {
        int window = 400;
        return new LifeRecipe(
                subset.toLowerCase(Locale.ROOT),
                TURBOFAN,
                Cmapss.columns(),
                List.of("setting-1", "setting-2", "setting-3"),
                false,
                new Axis("cycle", "cycles", 1, Axis.Aggregation.LAST, 1),
                window,
                10,
                window / 5,
                "cycles",
                125,
                new HealthLimits(30, 5, 10),
                false,
                // The trend is slow and the noise large, and engines do not begin alike.
                new Layout.Summary(List.of(2.0, 8.0, 30.0), REFERENCE, window),
                3,
                true,
                1,
                20,
                2,
                dense(64, 64, 32),
                new LifeTrainer.Plan(10, 512, 1e-2f, 0.3f));
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
                List.of(),
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
                new Layout.Steps(),
                8,
                false,
                0,
                1,
                0,
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
                new LifeTrainer.Plan(10, 256, 3e-3f, 0));
    }

    private static List<Layer> dense(int first, int second, int third) {
        return List.of(
                new Layer.Linear(first),
                new Layer.Relu(),
                new Layer.Linear(second),
                new Layer.Relu(),
                new Layer.Linear(third),
                new Layer.Relu(),
                new Layer.Linear(1));
    }

    LifeRecipe {
        units = Map.copyOf(units);
        inputs = List.copyOf(inputs);
        settings = List.copyOf(settings);
        layers = List.copyOf(layers);
    }

    /** What the network of such a contract takes. */
    static Tensor tensor(LifeContract contract) {
        return new Tensor(
                "window",
                switch (contract.layout()) {
                    case Layout.Steps() -> List.of(1, 1, contract.features(), contract.window());
                    case Layout.Summary summary -> List.of(1, contract.inputSize());
                });
    }
}
