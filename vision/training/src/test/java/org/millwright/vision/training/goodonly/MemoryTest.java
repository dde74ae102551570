package org.millwright.vision.training.goodonly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The arithmetic under the memory. */
final class MemoryTest {

    @Test
    void whitenedNumbersDoNotHangTogetherAndVaryByAboutOne() {
        Random random = new Random(1);
        float[][] samples = new float[4000][];
        for (int i = 0; i < samples.length; i++) {
            float shared = 5 * (float) random.nextGaussian();
            samples[i] = new float[] {
                100 + shared, -shared + (float) random.nextGaussian(), 3 * (float) random.nextGaussian()
            };
        }
        Whitening whitening = Whitening.of(samples, 2);
        double[] sums = new double[5];
        for (float[] sample : samples) {
            float[] found = whitening.apply(sample);
            assertThat(found).hasSize(2);
            sums[0] += found[0] / samples.length;
            sums[1] += found[1] / samples.length;
            sums[2] += found[0] * found[0] / samples.length;
            sums[3] += found[1] * found[1] / samples.length;
            sums[4] += found[0] * found[1] / samples.length;
        }
        assertThat(sums[0]).isCloseTo(0, Offset.offset(1e-3));
        assertThat(sums[1]).isCloseTo(0, Offset.offset(1e-3));
        assertThat(sums[2]).isBetween(0.9, 1.0);
        assertThat(sums[3]).isBetween(0.7, 1.0);
        assertThat(sums[4]).isCloseTo(0, Offset.offset(1e-3));
    }

    @Test
    void theCoresetTakesOneOfEachHeapFirst() {
        float[][] points = new float[300][];
        Random random = new Random(2);
        for (int i = 0; i < points.length; i++) {
            points[i] = new float[] {10 * (i % 3) + random.nextFloat(), random.nextFloat()};
        }
        float[][] taken = Coreset.of(points, 3);
        assertThat(Arrays.stream(taken).map(point -> Math.round(point[0] / 10 - 0.05f)))
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(Arrays.asList(Coreset.of(points, 1000))).hasSize(300);
    }

    @Test
    void oneGoodPictureInAHundredExceedsTheLimit() {
        Random random = new Random(3);
        double[] worst = new double[5000];
        for (int i = 0; i < worst.length; i++) {
            worst[i] = 7 - 2 * Math.log(-Math.log(random.nextDouble())); // Gumbel
        }
        double limit = Calibration.exceededBy(worst, 0.01);
        long above = Arrays.stream(worst).filter(value -> value > limit).count();
        assertThat(above / 5000.0).isBetween(0.006, 0.014);
    }
}
