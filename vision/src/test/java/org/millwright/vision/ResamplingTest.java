package org.millwright.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ResamplingTest {

    @Test
    void shrinkingAveragesWhatItCovers() {
        float[] out = new float[2];
        new Resampling(4, 2, 2, 1).apply(new float[] {0, 10, 20, 30, 40, 50, 60, 70}, out);
        assertThat(out).containsExactly(25, 45);
    }

    @Test
    void growingInterpolatesBetweenCentres() {
        float[] out = new float[4];
        new Resampling(2, 1, 4, 1).apply(new float[] {0, 100}, out);
        assertThat(out).containsExactly(0, 25, 75, 100);
    }

    /** Each axis' weights add up to 1, whatever the sizes. */
    @Property(tries = 200)
    void anEvenPictureStaysEven(
            @ForAll @IntRange(min = 1, max = 40) int fromWidth,
            @ForAll @IntRange(min = 1, max = 40) int fromHeight,
            @ForAll @IntRange(min = 1, max = 40) int toWidth,
            @ForAll @IntRange(min = 1, max = 40) int toHeight) {
        float[] plane = new float[fromWidth * fromHeight];
        Arrays.fill(plane, 77);
        float[] out = new float[toWidth * toHeight];

        new Resampling(fromWidth, fromHeight, toWidth, toHeight).apply(plane, out);

        for (float value : out) {
            assertThat((double) value).isCloseTo(77, within(0.01));
        }
    }
}
