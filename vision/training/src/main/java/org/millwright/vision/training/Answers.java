package org.millwright.vision.training;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.millwright.hardware.training.Int8;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.DefectMap;
import org.millwright.vision.TileGrid;

/** Asks a network about many pictures. */
final class Answers {

    private static final int BATCH = 16;

    private Answers() {}

    /** A network, wherever it runs. */
    @FunctionalInterface
    private interface Asked {

        /** What it says about so many pictures, for each output all of them. */
        float[][] answers(float[] inputs, int count);
    }

    static List<Answer> of(TrainableNetwork network, Lesson lesson, List<Example> examples) {
        return of(network::answers, BATCH, lesson, examples);
    }

    /** The same of a network in ONNX Runtime, one picture a call. */
    static List<Answer> of(Int8.Answering network, Lesson lesson, List<Example> examples) {
        return of((inputs, count) -> network.answers(inputs), 1, lesson, examples);
    }

    private static List<Answer> of(Asked network, int most, Lesson lesson, List<Example> examples) {
        List<Answer> answers = new ArrayList<>();
        List<Example> batch = new ArrayList<>();
        for (Example example : examples) {
            if (lesson.picture().tiles(example)) {
                answers.addAll(whole(network, lesson, batch));
                batch.clear();
                answers.add(inTiles(network, most, lesson, example));
            } else {
                batch.add(example);
            }
            if (batch.size() == most) {
                answers.addAll(whole(network, lesson, batch));
                batch.clear();
            }
        }
        answers.addAll(whole(network, lesson, batch));
        return List.copyOf(answers);
    }

    private static List<Answer> whole(Asked network, Lesson lesson, List<Example> batch) {
        List<Answer> answers = new ArrayList<>();
        if (!batch.isEmpty()) {
            int size = lesson.picture().size();
            float[] inputs = new float[batch.size() * size];
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).fill(inputs, i * size);
            }
            float[][] found = network.answers(inputs, batch.size());
            for (int i = 0; i < batch.size(); i++) {
                answers.add(answer(lesson, batch.get(i), found, i));
            }
        }
        return answers;
    }

    /** As the line does it: the maps blended, the classes of the worst tile. */
    private static Answer inTiles(Asked network, int most, Lesson lesson, Example example) {
        Example.Shape seen = lesson.picture();
        TileGrid grid = new TileGrid(
                example.shape().width(),
                example.shape().height(),
                new TileGrid.Tile(seen.width(), seen.height(), lesson.columns(), lesson.rows()),
                TileGrid.USUAL_OVERLAP);
        Answer worst = null;
        for (int from = 0; from < grid.tiles(); from += most) {
            int count = Math.min(most, grid.tiles() - from);
            float[] inputs = new float[count * seen.size()];
            for (int i = 0; i < count; i++) {
                example.cut(seen, grid.left(from + i), grid.top(from + i), inputs, i * seen.size());
            }
            float[][] found = network.answers(inputs, count);
            for (int i = 0; i < count; i++) {
                Answer tile = answer(lesson, example, found, i);
                grid.add(from + i, tile.map().logOdds());
                worst = worst == null || tile.score() > worst.score() ? tile : worst;
            }
        }
        return new Answer(
                example,
                grid.blended(),
                requireNonNull(worst, "a picture has a tile").shares());
    }

    private static Answer answer(Lesson lesson, Example example, float[][] found, int index) {
        DefectMap map = new DefectMap(1, 1, new float[] {Float.NEGATIVE_INFINITY});
        int next = 0;
        if (lesson.hasMap()) {
            float[] cells = new float[lesson.cells()];
            System.arraycopy(found[next++], index * cells.length, cells, 0, cells.length);
            map = new DefectMap(lesson.columns(), lesson.rows(), cells);
        }
        float[] shares = new float[lesson.hasClasses() ? lesson.kinds().size() : 0];
        if (shares.length > 0) {
            System.arraycopy(found[next], index * shares.length, shares, 0, shares.length);
            softmax(shares);
        }
        return new Answer(example, map, shares);
    }

    private static void softmax(float[] logOdds) {
        float most = Float.NEGATIVE_INFINITY;
        for (float value : logOdds) {
            most = Math.max(most, value);
        }
        float sum = 0;
        for (int i = 0; i < logOdds.length; i++) {
            logOdds[i] = (float) Math.exp(logOdds[i] - most);
            sum += logOdds[i];
        }
        for (int i = 0; i < logOdds.length; i++) {
            logOdds[i] /= sum;
        }
    }

    /**
     * How wrong the answers are, lower is better: cross-entropy of parts and classes, and what is missing to a Dice of 1 on
     * the cells.
     */
    static double loss(Lesson lesson, List<Answer> answers) {
        double part = 0;
        double kind = 0;
        double both = 0;
        double sum = 0;
        for (Answer answer : answers) {
            Example example = answer.example();
            if (lesson.hasGood()) {
                double x = answer.score();
                part += Math.max(x, 0) - (example.good() ? 0 : x) + Math.log1p(Math.exp(-Math.abs(x)));
            }
            if (lesson.hasClasses()) {
                kind -= Math.log(Math.max(1e-9, answer.shares()[lesson.kinds().indexOf(example.kind())]));
            }
            if (lesson.hasMap() && example.mapKnown()) {
                DefectMap map = answer.map();
                for (int i = 0; i < map.logOdds().length; i++) {
                    double share = DefectMap.share(map.logOdds()[i]);
                    double wanted = example.covered(i % map.columns(), Math.floorDiv(i, map.columns()));
                    both += share * wanted;
                    sum += share + wanted;
                }
            }
        }
        boolean masks = answers.stream().anyMatch(answer -> answer.example().masked());
        return (part + kind) / answers.size() + (masks ? 1 - 2 * both / Math.max(1, sum) : 0);
    }
}
