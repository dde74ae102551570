package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.millwright.maintenance.diagnosis.DerivedInput;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import org.millwright.maintenance.diagnosis.Question;

/** A machine of three measured inputs, the third of which is missing in a quarter of the records. */
final class SeededRecords {

    static final int INPUTS = 3;

    private SeededRecords() {}

    static DiagnosisTraining training(Question question) {
        List<MeasuredInput> inputs = IntStream.range(0, INPUTS)
                .mapToObj(i -> new MeasuredInput("input-" + i, "V", 0, 0, false, List.of()))
                .toList();
        return new DiagnosisTraining(
                "seeded",
                inputs,
                List.of(new DerivedInput("product", "V²", DerivedInput.Kind.PRODUCT, "input-0", "input-1", 1)),
                question,
                new TreeRecipe(40, 4, 0.3, 1, 1, 1, true),
                DiagnosisTraining.USUAL_MARGIN);
    }

    /** The truth hangs on the product, on the third input, and on whether that is there. */
    static LabelledRecords of(Question question, int count, long seed) {
        Random random = new Random(seed);
        List<double[]> values = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] one = values(random);
            double level = one[0] * one[1] + (Double.isNaN(one[2]) ? 0.5 : one[2]) + 0.1 * random.nextGaussian();
            values.add(one);
            targets.add(
                    switch (question) {
                        case Question.OneMode modes -> new float[] {level < -0.5 ? 0 : level < 0.5 ? 1 : 2};
                        case Question.AnyModes modes ->
                            new float[] {level > 0.5 ? 1 : 0, Double.isNaN(one[2]) || one[0] > 0.5 ? 1 : 0};
                        case Question.HowMuch much -> new float[] {(float) (100 + 50 * level)};
                    });
        }
        return LabelledRecords.apart(values, targets);
    }

    static double[] values(Random random) {
        double[] values = new double[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            values[i] = 2 * random.nextDouble() - 1;
        }
        if (random.nextInt(4) == 0) {
            values[2] = Double.NaN;
        }
        return values;
    }
}
