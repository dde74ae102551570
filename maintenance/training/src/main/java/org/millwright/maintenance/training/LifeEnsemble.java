package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.Graph;
import org.millwright.hardware.training.Layer;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeIntervals;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Shuffle;

/**
 * Networks of one recipe as one network that answers their mean. Each has not seen some shares of the lives; what those that
 * have not seen a life say of it, on average, tells how far the truth lies from such answers (Kim, Xu and Barber, "Predictive
 * inference is free with the jackknife+-after-bootstrap", 2020). A network alone learns from all and is held against other
 * lives.
 * Holds native memory until closed.
 */
final class LifeEnsemble implements AutoCloseable {

    private final LifeContract contract;
    private final TrainableNetwork network;

    private LifeEnsemble(LifeContract contract, TrainableNetwork network) {
        this.contract = contract;
        this.network = network;
    }

    /**
     * Trains on all lives. Same seed, same network, on the same machine.
     *
     * @param watcher told how far it is; of all networks together
     * @param unseen what a recipe of one member learns its errors from; others do not look at it
     */
    static LifeEnsemble train(LifeRecipe recipe, Lives lives, Lives unseen, long seed, Fit.Watcher watcher) {
        LifeContract contract = lives.contract();
        Examples examples = lives.withLateStarts(contract, new Random(seed));
        if (lives.count() < recipe.members()) {
            throw new CannotTrain(lives.count() + " lives; " + recipe.members()
                    + " are needed, so that each network of the recipe can leave one out");
        }
        int[] shares = shares(lives.count(), recipe.members(), seed);
        Tensor input = LifeRecipe.tensor(contract);
        LifeTrainer trainer = new LifeTrainer(recipe, input);
        boolean alone = recipe.members() == 1;
        Examples checked = alone ? unseen.withLateStarts(contract, new Random(seed)) : examples;
        Unseen answers = new Unseen(checked.count());
        List<List<float[]>> weights = new ArrayList<>();
        for (int m = 0; m < recipe.members(); m++) {
            int member = m;
            Examples learned =
                    alone ? examples : examples.where(i -> !leavesOut(recipe, member, shares[examples.life(i)]));
            int[] left = IntStream.range(0, checked.count())
                    .filter(i -> alone || leavesOut(recipe, member, shares[checked.life(i)]))
                    .toArray();
            try (TrainableNetwork trained = trainer.train(
                    learned,
                    alone ? seed : seed * 1000 + m,
                    (epoch, epochs, done) -> watcher.step(epoch, epochs, (member + done) / recipe.members()))) {
                weights.add(trained.weights());
                Examples kept = checked.only(left);
                answers.add(left, trained.answer(kept.inputs(), kept.count()));
            }
        }
        IntervalFit errors = new IntervalFit(recipe);
        errors.add(checked, answers.means());
        LifeIntervals intervals = errors.intervals();
        return new LifeEnsemble(contract.with(intervals), joined(recipe, input, weights));
    }

    /** As many shares in a row as the recipe says, from the member's own on. */
    private static boolean leavesOut(LifeRecipe recipe, int member, int share) {
        return Math.floorMod(share - member, recipe.members()) < recipe.leftOut();
    }

    /** What networks said of windows that they had not learned from. */
    private static final class Unseen {

        private final double[] sums;
        private final int[] counts;

        Unseen(int windows) {
            sums = new double[windows];
            counts = new int[windows];
        }

        void add(int[] windows, float[] answers) {
            for (int i = 0; i < windows.length; i++) {
                sums[windows[i]] += answers[i];
                counts[windows[i]]++;
            }
        }

        float[] means() {
            float[] means = new float[sums.length];
            for (int i = 0; i < means.length; i++) {
                means[i] = (float) (sums[i] / counts[i]);
            }
            return means;
        }
    }

    /** Which share of the lives each belongs to: as many in each, at random. */
    private static int[] shares(int lives, int members, long seed) {
        int[] shares = IntStream.range(0, lives).map(life -> life % members).toArray();
        Shuffle.of(shares, new Random(seed));
        return shares;
    }

    private static TrainableNetwork joined(LifeRecipe recipe, Tensor input, List<List<float[]>> weights) {
        List<String> names = IntStream.range(0, weights.size())
                .mapToObj(member -> "member-" + (member + 1))
                .toList();
        List<Graph.Step> steps = new ArrayList<>();
        names.forEach(name -> steps.add(new Graph.Step(name, input.name(), recipe.layers())));
        steps.add(new Graph.Step("life", names, Graph.Join.SUM, List.of(new Layer.Scale(1f / weights.size(), 0))));
        Graph graph = new Graph(input.name(), steps, List.of("life"));
        TrainableNetwork network = TrainableNetwork.create(recipe.name(), graph, input, 1);
        network.restore(weights.stream().flatMap(List::stream).toList());
        return network;
    }

    LifeContract contract() {
        return contract;
    }

    TrainableNetwork network() {
        return network;
    }

    /** Remaining lives, from 0 to the cap. */
    double[] answer(Examples examples) {
        float[] answers = network.answer(examples.inputs(), examples.count());
        double[] lives = new double[answers.length];
        Arrays.setAll(lives, i -> Math.clamp(answers[i] * contract.cap(), 0, contract.cap()));
        return lives;
    }

    @Override
    public void close() {
        network.close();
    }
}
