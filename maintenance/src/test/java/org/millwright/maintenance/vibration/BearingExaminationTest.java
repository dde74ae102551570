package org.millwright.maintenance.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.hardware.spectrum.Fourier;
import org.millwright.maintenance.vibration.BearingFinding.Cause;
import org.millwright.maintenance.vibration.BearingFinding.Fault;
import org.millwright.maintenance.vibration.BearingFinding.Healthy;
import org.millwright.maintenance.vibration.BearingFinding.Uncertain;

final class BearingExaminationTest {

    private static final BearingExamination EXAMINATION = new BearingExamination(SimulatedBearing.GEOMETRY.orders());

    @ParameterizedTest
    @CsvSource({
        "OUTER_RACE, 12000, 1797, 3300",
        "OUTER_RACE, 12000, 600, 2100",
        "OUTER_RACE, 48000, 3600, 9000",
        "OUTER_RACE, 10000, 1200, 1500",
        "INNER_RACE, 12000, 1797, 3300",
        "INNER_RACE, 25600, 900, 4000",
        "INNER_RACE, 48000, 3600, 9000",
        "BALL, 12000, 1797, 3300",
        "BALL, 20000, 1100, 4700",
        "BALL, 48000, 2950, 6000"
    })
    void theFaultAndItsFrequencyAreNamedAtAnySpeedAndRate(
            FaultKind kind, double rateHertz, double perMinute, double resonanceHertz) {
        SimulatedBearing bearing = new SimulatedBearing(rateHertz, perMinute, 2, 0.25, 7);

        BearingFinding finding = EXAMINATION.examine(bearing.damaged(kind, resonanceHertz));

        assertThat(finding).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            double expected = SimulatedBearing.GEOMETRY.orders().of(kind) * perMinute / 60;
            assertThat(fault.signature().hertz()).isCloseTo(expected, within(0.015 * expected));
            assertThat(fault.confidence()).isBetween(0.5, 1.0);
            assertThat(fault.reason()).contains(kind.part()).contains(kind.frequency());
        });
    }

    /** What the limit was set by: 360 chances to be wrong. */
    @ParameterizedTest
    @ValueSource(doubles = {12_000, 48_000})
    void noiseAloneIsHealthy(double rateHertz) {
        for (int seed = 0; seed < 60; seed++) {
            Waveform noise = new SimulatedBearing(rateHertz, 1797, 0.5, 1, seed).healthy();

            assertThat(EXAMINATION.examine(noise)).as("seed %d", seed).isInstanceOf(Healthy.class);
        }
    }

    @Test
    void shaftAndGearsAreNoFaultAndHideNone() {
        SimulatedBearing bearing = new SimulatedBearing(12_000, 1797, 1, 0.2, 5);
        double[] sound = gears(bearing, new double[12_000]);
        double[] damaged = gears(bearing, bearing.struck(FaultKind.OUTER_RACE, 3300));

        assertThat(EXAMINATION.examine(bearing.waveform(bearing.noise(sound)))).isInstanceOf(Healthy.class);
        assertThat(EXAMINATION.examine(bearing.waveform(bearing.noise(damaged))))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(FaultKind.OUTER_RACE));
    }

    private static double[] gears(SimulatedBearing bearing, double[] samples) {
        for (int i = 0; i < samples.length; i++) {
            double turns = bearing.shaftHertz() * i / bearing.rateHertz();
            samples[i] += 2 * Math.sin(2 * Math.PI * turns)
                    + (1 + 0.5 * Math.cos(2 * Math.PI * turns)) * 3 * Math.sin(2 * Math.PI * 31 * turns);
        }
        return samples;
    }

    @Test
    void theLouderTheFaultTheSurerTheAnswer() {
        Fault faint = fault(new SimulatedBearing(12_000, 1797, 1, 0.5, 3));
        Fault loud = fault(new SimulatedBearing(12_000, 1797, 1, 0.1, 3));

        assertThat(loud.confidence()).isGreaterThan(faint.confidence());
        assertThat(loud.signature().decibels()).isGreaterThan(faint.signature().decibels());
    }

    private static Fault fault(SimulatedBearing bearing) {
        return (Fault) EXAMINATION.examine(bearing.damaged(FaultKind.OUTER_RACE, 3300));
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void gainAndOffsetOfTheSensorChangeNothing(FaultKind kind) {
        SimulatedBearing bearing = new SimulatedBearing(12_000, 1797, 1, 0.3, 11);
        Waveform waveform = bearing.damaged(kind, 3300);
        double[] scaled =
                Arrays.stream(waveform.samples()).map(x -> 5 - 1000 * x).toArray();

        Fault one = (Fault) EXAMINATION.examine(waveform);
        Fault other = (Fault) EXAMINATION.examine(bearing.waveform(scaled));

        assertThat(other.kind()).isEqualTo(one.kind());
        assertThat(other.signature().decibels()).isCloseTo(one.signature().decibels(), within(1e-6));
    }

    @Test
    void louderThanTheReferenceWithoutAFrequencyIsUncertain() {
        SimulatedBearing before = new SimulatedBearing(12_000, 1797, 1, 1, 1);
        BearingExamination withReference = new BearingExamination(
                SimulatedBearing.GEOMETRY.orders(), HealthyReference.of(List.of(before.healthy())));

        assertThat(withReference.examine(new SimulatedBearing(12_000, 1797, 1, 1.2, 2).healthy()))
                .isInstanceOf(Healthy.class);
        assertUncertain(
                withReference.examine(new SimulatedBearing(12_000, 1797, 1, 3, 2).healthy()),
                Cause.NO_BEARING_FREQUENCY,
                "above the healthy reference");
    }

    @Test
    void whatCannotBeExaminedIsUncertainWithTheReason() {
        double[] good = new SimulatedBearing(12_000, 1797, 1, 1, 1).healthy().samples();
        assertUncertain(examine(with(good, 500, Double.NaN), 1797), Cause.NOT_FINITE, "1 of 12000 samples");
        assertUncertain(examine(with(good, 3, Double.NEGATIVE_INFINITY), 1797), Cause.NOT_FINITE, "not finite");
        assertUncertain(examine(new double[12_000], 1797), Cause.CONSTANT, "all samples are 0.0 g");
        assertUncertain(examine(new double[0], 1797), Cause.TOO_SHORT, "0 samples");
        assertUncertain(examine(Arrays.copyOf(good, 1000), 1797), Cause.TOO_SHORT, "1000 samples");
        assertUncertain(examine(Arrays.copyOf(good, 4000), 1797), Cause.TOO_SHORT, "10.0 revolutions");
        assertUncertain(examine(new double[Fourier.LARGEST + 1], 1797), Cause.TOO_LONG, "at most 524288");
        assertUncertain(examine(good, 0), Cause.SPEED_UNKNOWN, "0.0/min");
        assertUncertain(examine(good, Double.NaN), Cause.SPEED_UNKNOWN, "not known");
        assertUncertain(examine(good, 40_000), Cause.SAMPLED_TOO_SLOWLY, "12000 samples a second");
        double[] clipped =
                Arrays.stream(good).map(x -> Math.clamp(x, -1.5, 1.5)).toArray();
        assertUncertain(examine(clipped, 1797), Cause.CLIPPED, "exactly at");
    }

    @Test
    void withoutASpeedOrAGoodSourceThereIsNoAnswer() {
        double[] good = new SimulatedBearing(12_000, 1797, 1, 1, 1).healthy().samples();
        Waveform noSpeed = new Waveform(good, 12_000, "g", OptionalDouble.empty(), true);
        Waveform bad = new Waveform(good, 12_000, "g", OptionalDouble.of(1797), false);

        assertUncertain(EXAMINATION.examine(noSpeed), Cause.SPEED_UNKNOWN, "not known");
        assertUncertain(EXAMINATION.examine(bad), Cause.BAD_QUALITY, "does not vouch");
    }

    private static BearingFinding examine(double[] samples, double perMinute) {
        return EXAMINATION.examine(new Waveform(samples, 12_000, "g", OptionalDouble.of(perMinute), true));
    }

    private static double[] with(double[] samples, int index, double value) {
        double[] changed = samples.clone();
        changed[index] = value;
        return changed;
    }

    private static void assertUncertain(BearingFinding finding, Cause cause, String reason) {
        assertThat(finding).isInstanceOfSatisfying(Uncertain.class, uncertain -> {
            assertThat(uncertain.cause()).isEqualTo(cause);
            assertThat(uncertain.reason()).contains(reason);
        });
    }
}
