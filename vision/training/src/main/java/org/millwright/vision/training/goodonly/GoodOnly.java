package org.millwright.vision.training.goodonly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.Graph;
import org.millwright.hardware.training.Graph.Join;
import org.millwright.hardware.training.Graph.Step;
import org.millwright.hardware.training.Layer;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.training.flaws.Levels;

/**
 * Trains a network from pictures of good parts: it starts from a trunk that has seen random surfaces, learns to find flaws
 * painted on the pictures, remembers what the good ones look like, and sets its limit by good pictures that it has not
 * learnt from.
 */
public final class GoodOnly {

    /** Pixels that a cell of the answer is wide and high: finer than what is known, to be laid out as other networks'. */
    public static final int CELL = 2;
    /** The pictures' width and height must be multiples of this many pixels. */
    public static final int GRID = Trunk.GRID;
    /** Share of defects 0 to 1 at which the network's log-odds are 0: the limit of every network made here. */
    public static final double LIMIT = 0.5;

    private static final String STRANGE = "strange";
    private static final int EXAMPLES = 512;
    private static final int BATCH = 16;
    private static final int PASSES = 12;
    private static final int CUT = 160;
    private static final float LEARNING_RATE = 2e-3f;

    private final List<Levels> train;
    private final List<Levels> validation;
    private final Plan plan;

    /**
     * How long to train.
     *
     * @param samples painted pictures to learn from, at most
     * @param budget when to stop at the latest
     * @param falseRejects share of good pictures that may lie above the limit
     */
    public record Plan(int samples, Duration budget, long seed, double falseRejects) {}

    /**
     * @param train good pictures of one size
     * @param validation others, of other parts where it can be
     */
    public GoodOnly(List<Levels> train, List<Levels> validation, Plan plan) {
        this.train = List.copyOf(train);
        this.validation = List.copyOf(validation);
        this.plan = plan;
    }

    /**
     * Runs on the calling thread until it is done. The caller closes the network: input {@code picture}, output
     * {@code defects} with log-odds for cells of {@link #CELL} pixels, 0 at the limit.
     *
     * @param progress gets a line now and then
     * @param watcher called after each step
     */
    public TrainableNetwork train(Consumer<String> progress, Fit.Watcher watcher) {
        List<float[]> weights = learnFlaws(progress, watcher);
        Memory memory = remember(weights);
        progress.accept(memory.examples().length + " places remembered");
        weights.addAll(memory.weights());
        Calibration calibration = calibrate(memory, weights);
        TrainableNetwork network = create(graph(memory, calibration));
        network.restore(weights);
        return network;
    }

    private List<float[]> learnFlaws(Consumer<String> progress, Fit.Watcher watcher) {
        Levels first = train.getFirst();
        try (TrainableNetwork network = create(Trunk.graph(Trunk.FLAWS))) {
            TrunkWeights.restore(network, first.channels());
            SpoiledSamples samples =
                    SpoiledSamples.of(train, Math.min(CUT, first.width()), Math.min(CUT, first.height()));
            int perPass = Math.ceilDiv(plan.samples(), PASSES);
            Fit.Plan fit = new Fit.Plan(
                    PASSES, PASSES, BATCH, perPass, LEARNING_RATE, plan.seed(), 1e-4f, 0.05f, 0, plan.budget());
            FlawCheck check = new FlawCheck(validation, plan.seed());
            new Fit(network, samples, new FlawLoss(), fit).run(check::loss, progress, watcher);
            return new ArrayList<>(network.weights());
        }
    }

    private Memory remember(List<float[]> weights) {
        try (TrainableNetwork trunk = create(Memory.graph())) {
            trunk.restore(weights);
            return Memory.of(trunk, train, EXAMPLES, new SplittableRandom(plan.seed()));
        }
    }

    private Calibration calibrate(Memory memory, List<float[]> weights) {
        List<Step> steps = new ArrayList<>(Trunk.steps());
        steps.addAll(memory.steps(STRANGE));
        try (TrainableNetwork network = create(new Graph(Trunk.PICTURE, steps, List.of(Trunk.FLAWS, STRANGE)))) {
            network.restore(weights);
            return Calibration.of(network, validation, plan.falseRejects());
        }
    }

    private static Graph graph(Memory memory, Calibration calibration) {
        List<Step> steps = new ArrayList<>(Trunk.steps());
        steps.addAll(memory.steps(STRANGE));
        steps.add(new Step(
                "strange-scaled",
                STRANGE,
                List.of(scale(calibration.strange()), new Layer.Enlarge(Math.floorDiv(Memory.PLACE, CELL)))));
        steps.add(new Step(
                "flaws-scaled",
                Trunk.FLAWS,
                List.of(scale(calibration.flaws()), new Layer.Enlarge(Math.floorDiv(Trunk.CELL, CELL)))));
        steps.add(new Step("defects", List.of("flaws-scaled", "strange-scaled"), Join.MAXIMUM, List.of()));
        return new Graph(Trunk.PICTURE, steps, List.of("defects"));
    }

    private static Layer scale(Calibration.Line line) {
        return new Layer.Scale(line.factor(), line.offset());
    }

    private TrainableNetwork create(Graph graph) {
        Levels first = train.getFirst();
        Tensor input = new Tensor(Trunk.PICTURE, List.of(1, first.channels(), first.height(), first.width()));
        return TrainableNetwork.create("good-only", graph, input, plan.seed());
    }
}
