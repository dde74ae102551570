package org.millwright.maintenance.training.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.vibration.Waveform;

final class FloorShapeTest {

    /** Eight bands; two of them tell the kinds apart, one follows the size and misleads. */
    @Test
    void theRangeThatHoldsAtAnotherSizeIsFoundWhateverTheLevel() {
        Random random = new Random(1);
        List<Example> training = new ArrayList<>();
        List<Example> unseen = new ArrayList<>();
        for (int mils : new int[] {7, 14, 21}) {
            for (Condition condition : List.of(Condition.OUTER_RACE, Condition.BALL)) {
                Recording recording = new Recording("r", condition, mils, 0, 1797, 12_000, new double[0]);
                for (int i = 0; i < 5; i++) {
                    double[] floor = new double[8];
                    for (int band = 0; band < floor.length; band++) {
                        floor[band] = 2 * mils + random.nextGaussian();
                    }
                    floor[4] += condition == Condition.BALL ? 15 : 0;
                    floor[1] += mils == 14 == (condition == Condition.BALL) ? 40 : 0;
                    (mils == 21 ? unseen : training)
                            .add(new Example(
                                    recording, new Waveform(floor, 12_000, "g", OptionalDouble.empty(), true)));
                }
            }
        }

        FloorShape shape = FloorShape.fit(training, Waveform::samples);

        for (Example example : unseen) {
            double[] probabilities = shape.probabilities(example.waveform());
            assertThat(probabilities[example.condition().index()]).isGreaterThan(0.8);
        }
    }

    @Test
    void theClassesWeighAlikeHoweverManyThereAreOfEach() {
        double[][] rows = new double[101][];
        int[] labels = new int[101];
        for (int i = 0; i < 101; i++) {
            labels[i] = i < 100 ? 0 : 1;
            rows[i] = new double[] {labels[i]};
        }

        Softmax model = Softmax.fit(rows, labels, 2, 0.01);

        double[] ofTheFew = model.probabilities(new double[] {1});
        assertThat(ofTheFew[1]).isGreaterThan(0.85);
        assertThat(ofTheFew[0] + ofTheFew[1]).isCloseTo(1, within(1e-12));
        assertThat(model.probabilities(new double[] {0})[0]).isGreaterThan(0.85);
    }
}
