package org.millwright.maintenance.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.vibration.VibrationFeatures.EnvelopeLine;

final class FeaturesTest {

    private static final int RATE = 12_000;

    @Test
    void aSineHasAKurtosisOfOneAndAHalf() {
        WaveformStatistics sine = WaveformStatistics.of(sine(RATE, 100, 2));

        assertThat(sine.kurtosis()).isCloseTo(1.5, within(1e-9));
        assertThat(sine.rms()).isCloseTo(Math.sqrt(2), within(1e-9));
        assertThat(sine.crest()).isCloseTo(Math.sqrt(2), within(1e-4));
        assertThat(sine.skewness()).isCloseTo(0, within(1e-9));
    }

    @Test
    void momentsAreThoseOfTheSeries() {
        // 0, 0, 0, 4 about its mean of 1: -1, -1, -1, 3; moments 3, 6, 21.
        WaveformStatistics series = WaveformStatistics.of(new double[] {0, 0, 0, 4});

        assertThat(series.mean()).isEqualTo(1);
        assertThat(series.peak()).isEqualTo(3);
        assertThat(series.kurtosis()).isCloseTo(21.0 / 9, within(1e-12));
        assertThat(series.skewness()).isCloseTo(6 / Math.pow(3, 1.5), within(1e-12));
    }

    @Test
    void theBandAroundASineHoldsItsPowerAndNoiseSpreads() {
        double[] samples = sine(4 * RATE, 1000, 3);
        Random random = new Random(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += 0.5 * random.nextGaussian();
        }
        PowerSpectrum spectrum = PowerSpectrum.of(waveform(samples), 10);

        assertThat(spectrum.power(new Band(950, 1050))).isCloseTo(4.5, within(0.05));
        assertThat(spectrum.power(new Band(3000, 6001))).isCloseTo(0.125, within(0.01));
        // The line does not move the floor: 0.25 over 6000 Hz.
        assertThat(spectrum.floor(new Band(500, 1500))).isCloseTo(0.25 / 6000, within(0.1 * 0.25 / 6000));
    }

    @Test
    void theKurtogramFindsTheResonanceThatIsStruck() {
        Waveform struck = new SimulatedBearing(RATE, 1800, 1, 0.3, 3).damaged(FaultKind.OUTER_RACE, 3300);

        Kurtogram kurtogram = features().of(struck).kurtogram();

        assertThat(kurtogram.band().lowHertz()).isLessThan(3300);
        assertThat(kurtogram.band().highHertz()).isGreaterThan(3300);
        assertThat(kurtogram.kurtosis()).isGreaterThan(0.5);
    }

    @Test
    void theEnvelopeOfAModulatedToneShowsTheModulation() {
        double[] samples = sine(2 * RATE, 3000, 1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= 1 + 0.5 * Math.cos(2 * Math.PI * 37 * i / RATE);
        }
        EnvelopeSpectrum spectrum =
                new Demodulation(waveform(samples), new Fouriers()).envelope(new Band(2800, 3200), false, 100, 30);

        int strongest = IntStream.range(2, spectrum.bins())
                .reduce((a, b) -> spectrum.power(b) > spectrum.power(a) ? b : a)
                .orElseThrow();
        assertThat(strongest * spectrum.hertzPerBin()).isCloseTo(37, within(0.01));
    }

    @Test
    void theLineOfTheFaultStandsOutAmongTheFeatures() {
        VibrationFeatures features =
                features().of(new SimulatedBearing(RATE, 1800, 1, 0.3, 3).damaged(FaultKind.OUTER_RACE, 3300));

        assertThat(features.lines())
                .filteredOn(line -> line.harmonic() == 1)
                .extracting(EnvelopeLine::frequency)
                .containsExactlyInAnyOrder("BPFO", "BPFI", "2 BSF", "FTF", "shaft");
        double outer = line(features, "BPFO");
        assertThat(outer).isGreaterThan(20).isGreaterThan(line(features, "BPFI") + 8);
        assertThat(features.bandDecibels()).hasSize(12);
        assertThat(features.asRow()).hasSize(6 + 12 + 2 * 15).doesNotContain(Float.NaN);
    }

    @Test
    void featuresOfWhatCannotBeUsedAreRefusedWithTheReason() {
        Waveform constant = waveform(new double[RATE]);

        assertThat(features().refusal(constant)).isPresent();
        assertThatThrownBy(() -> features().of(constant)).hasMessageContaining("all samples are 0.0 g");
    }

    private static double line(VibrationFeatures features, String frequency) {
        return features.lines().stream()
                .filter(line -> line.frequency().equals(frequency) && line.harmonic() == 1)
                .mapToDouble(EnvelopeLine::impulsiveDecibels)
                .findFirst()
                .orElseThrow();
    }

    private static FeatureExtraction features() {
        return new FeatureExtraction(SimulatedBearing.GEOMETRY.orders());
    }

    private static double[] sine(int samples, double hertz, double amplitude) {
        return IntStream.range(0, samples)
                .mapToDouble(i -> amplitude * Math.sin(2 * Math.PI * hertz * i / RATE))
                .toArray();
    }

    private static Waveform waveform(double[] samples) {
        return new Waveform(samples, RATE, "g", OptionalDouble.of(1800), true);
    }
}
