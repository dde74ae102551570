package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.millwright.hardware.training.Int8;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.DefectMap;

/** Asks a network about many pictures. */
final class Answers {

    private static final int BATCH = 16;

    private Answers() {}

    static List<Answer> of(TrainableNetwork network, Lesson lesson, List<Example> examples) {
        List<Answer> answers = new ArrayList<>();
        int size = lesson.picture().size();
        for (int from = 0; from < examples.size(); from += BATCH) {
            List<Example> batch = examples.subList(from, Math.min(examples.size(), from + BATCH));
            float[] inputs = new float[batch.size() * size];
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).fill(inputs, i * size);
            }
            float[][] found = network.answers(inputs, batch.size());
            for (int i = 0; i < batch.size(); i++) {
                answers.add(answer(lesson, batch.get(i), found, i));
            }
        }
        return List.copyOf(answers);
    }

    /** The same of a network in ONNX Runtime. */
    static List<Answer> of(Int8.Answering network, Lesson lesson, List<Example> examples) {
        List<Answer> answers = new ArrayList<>();
        float[] input = new float[lesson.picture().size()];
        for (Example example : examples) {
            example.fill(input, 0);
            answers.add(answer(lesson, example, network.answers(input), 0));
        }
        return List.copyOf(answers);
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
        float[] cover = new float[lesson.picture().plane()];
        float[] wanted = new float[lesson.targetSize()];
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
                Arrays.fill(wanted, 0);
                if (example.masked()) {
                    for (int i = 0; i < cover.length; i++) {
                        cover[i] = example.cover()[i] & 0xFF;
                    }
                    LabelledSamples.cells(cover, lesson, wanted, 0);
                }
                for (int i = 0; i < lesson.cells(); i++) {
                    double share = DefectMap.share(answer.map().logOdds()[i]);
                    both += share * wanted[i];
                    sum += share + wanted[i];
                }
            }
        }
        boolean masks = answers.stream().anyMatch(answer -> answer.example().masked());
        return (part + kind) / answers.size() + (masks ? 1 - 2 * both / Math.max(1, sum) : 0);
    }
}
