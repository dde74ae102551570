package org.millwright.hardware.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class FourierTest {

    @Property(tries = 300, seed = "1")
    void thereAndBackGivesWhatWasPutIn(@ForAll @IntRange(min = 1, max = 700) int size, @ForAll long seed) {
        double[] re = noise(size, seed);
        double[] im = noise(size, seed + 1);
        Fourier fourier = new Fourier(size);

        fourier.forward(re, im);
        fourier.inverse(re, im);

        assertThat(re).containsExactly(noise(size, seed), within(1e-9));
        assertThat(im).containsExactly(noise(size, seed + 1), within(1e-9));
    }

    /** Parseval's theorem. */
    @Property(tries = 300, seed = "2")
    void energyStaysTheSame(@ForAll @IntRange(min = 1, max = 700) int size, @ForAll long seed) {
        double[] re = noise(size, seed);
        double[] im = new double[size];
        double before = energy(re, im);

        new Fourier(size).forward(re, im);

        assertThat(energy(re, im) / size).isCloseTo(before, within(1e-9 * (1 + before)));
    }

    @Property(tries = 60, seed = "3")
    void agreesWithTheDefinition(@ForAll @IntRange(min = 1, max = 90) int size, @ForAll long seed) {
        double[] in = noise(size, seed);
        double[] re = in.clone();
        double[] im = new double[size];

        new Fourier(size).forward(re, im);

        for (int k = 0; k < size; k++) {
            double expectedRe = 0;
            double expectedIm = 0;
            for (int i = 0; i < size; i++) {
                expectedRe += in[i] * Math.cos(2 * Math.PI * k * i / size);
                expectedIm -= in[i] * Math.sin(2 * Math.PI * k * i / size);
            }
            assertThat(re[k]).isCloseTo(expectedRe, within(1e-8));
            assertThat(im[k]).isCloseTo(expectedIm, within(1e-8));
        }
    }

    @Example
    void aSizeOfNoneIsRefused() {
        assertThatThrownBy(() -> new Fourier(0)).hasMessageContaining("size=0");
    }

    private static double energy(double[] re, double[] im) {
        double energy = 0;
        for (int i = 0; i < re.length; i++) {
            energy += re[i] * re[i] + im[i] * im[i];
        }
        return energy;
    }

    private static double[] noise(int size, long seed) {
        return new Random(seed).doubles(size, -1, 1).toArray();
    }
}
