package org.millwright.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccelerometerTest {

    /** Runs for a minute, with time for a recording at a steady speed. */
    private static Line line(long seed, double wear) {
        Line line = new Line(seed, new WearSettings(100, wear));
        line.advance(java.time.Duration.ofSeconds(60));
        return line;
    }

    private static double kurtosis(float[] samples) {
        double second = 0;
        double fourth = 0;
        for (float sample : samples) {
            second += (double) sample * sample / samples.length;
            fourth += Math.pow(sample, 4) / samples.length;
        }
        return fourth / (second * second);
    }

    private static double peak(float[] samples) {
        double peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    @Test
    void theSameSeedGivesTheSameWaveformAndAnotherSeedAnother() {
        float[] one = line(7, 0.5).accelerometer().record();

        assertThat(one).hasSize(Accelerometer.SAMPLES);
        assertThat(line(7, 0.5).accelerometer().record()).isEqualTo(one);
        assertThat(line(8, 0.5).accelerometer().record()).isNotEqualTo(one);
    }

    @Test
    void aNewBearingIsSmoothAndDamageMakesItHammerTheMoreTheMoreItIsWorn() {
        Line fresh = line(3, 0);
        Line worn = line(3, 0.4);
        Line bad = line(3, 0.8);
        float[] smooth = fresh.accelerometer().record();
        float[] hammering = worn.accelerometer().record();
        float[] hard = bad.accelerometer().record();

        assertThat(fresh.accelerometer().fault()).isEqualTo("none");
        assertThat(worn.accelerometer().fault()).isIn("outer race", "inner race", "ball");
        assertThat(bad.accelerometer().fault()).isEqualTo(worn.accelerometer().fault());
        assertThat(kurtosis(smooth)).isLessThan(3.5);
        assertThat(kurtosis(hammering)).isGreaterThan(kurtosis(smooth));
        assertThat(peak(hard)).isGreaterThan(1.5 * peak(hammering));
        assertThat(worn.accelerometer().made()).isEqualTo(1);
    }

    @Test
    void everyKindOfDamageOccurs() {
        Set<String> faults = new HashSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            faults.add(
                    new Line(seed, new WearSettings(600, 0.5)).accelerometer().fault());
        }
        assertThat(faults).containsExactlyInAnyOrder("outer race", "inner race", "ball");
    }

    @Test
    void recordingTakesNothingFromTheRestOfThePlant() {
        Line listened = new Line(5, WearSettings.DEMO);
        Line alone = new Line(5, WearSettings.DEMO);
        for (int i = 0; i < 100; i++) {
            listened.advance(Line.TICK);
            alone.advance(Line.TICK);
            listened.accelerometer().record();
        }
        assertThat(listened.spindle().wear()).isEqualTo(alone.spindle().wear());
        assertThat(listened.spindle().vibrationRmsMillimetresPerSecond())
                .isEqualTo(alone.spindle().vibrationRmsMillimetresPerSecond());
    }
}
