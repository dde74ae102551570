package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.millwright.hardware.inference.Section;

/** Machines of several operating regimes, summed up for the network. */
final class SummaryLayoutTest {

    /** On the ground "a" is about 10 and "b" moves; aloft "a" is about 100 and "b" stands still. */
    private static final Regimes REGIMES = new Regimes(
            List.of("altitude"),
            List.of(2.0),
            1,
            List.of(regime(0, scale(10, 1), scale(5, 0.5)), regime(20, scale(100, 10), scale(7, 0))));

    private static final LifeContract CONTRACT = new LifeContract(
            List.of(
                    new LifeInput("cycle", "cycles", false, 0, 1, 0, 100),
                    new LifeInput("altitude", "kft", false, 10, 10, 0, 20),
                    new LifeInput("a", "psi", true, 55, 45, 0, 200),
                    new LifeInput("b", "", true, 6, 1, 0, 10)),
            new Axis("cycle", "cycles", 1, Axis.Aggregation.LAST, 1),
            50,
            2,
            10,
            "cycles",
            125,
            new HealthLimits(30, 5, 10),
            REGIMES,
            new Layout.Summary(List.of(1.0, 4.0), 2, 40),
            3,
            new LifeIntervals(List.of(
                    new LifeIntervals.Group(false, 0, List.of(curve(100, 10))),
                    new LifeIntervals.Group(false, 40, List.of(curve(90, 15))),
                    new LifeIntervals.Group(true, 0, List.of(curve(80, 20))))));

    private final WindowEncoder encoder = new WindowEncoder(CONTRACT);

    @Test
    void regimeMakesNoDifferenceWhereTheMachineIsTheSame() {
        float[] ground = encoder.encode(window(ground(1, 11, 5), ground(2, 11, 5), ground(3, 11, 5)));
        float[] mixed = encoder.encode(window(ground(1, 11, 5), aloft(2, 110), aloft(3, 110)));
        assertThat(mixed).containsExactly(ground, within(1e-6f));
    }

    @Test
    void meansStandAgainstTheFirstStepsAndAgeComesLast() {
        float[] row = encoder.encode(window(ground(1, 10, 5), ground(2, 12, 5), ground(3, 13, 5.5)));
        double e = Math.exp(-1);
        double q = Math.exp(-0.25);
        assertThat(row)
                .containsExactly(
                        new float[] {
                            (float) ((3 + 2 * e) / (1 + e + e * e) - 1),
                            (float) (1 / (1 + e + e * e)),
                            (float) ((3 + 2 * q) / (1 + q + q * q) - 1),
                            (float) (1 / (1 + q + q * q)),
                            1,
                            0,
                            4 * 3 / 40f - 1,
                            4 * 3 / 40f - 1
                        },
                        within(1e-6f));
    }

    @Test
    void unusableStepsWeighNothing() {
        float[] row = encoder.encode(window(ground(1, 12, 5), bad(2), ground(3, 12, 5)));
        assertThat(row).startsWith(new float[] {0, 0, 0, 0, 2, 0});
    }

    @Test
    void operatingPointOfNoKnownRegimeIsRefusedNowAndSkippedBefore() {
        assertThat(encoder.refusal(window(ground(1, 10, 5), step(2, 10, 10, 5))))
                .contains("operating point was not seen in training: altitude 10.0");
        float[] row = encoder.encode(window(ground(1, 12, 5), step(2, 10, 9999, 5), ground(3, 12, 5)));
        assertThat(row).startsWith(new float[] {0, 0, 0, 0, 2, 0});
    }

    @Test
    void tooFewUsableStepsAmongTheNewestAreRefused() {
        List<Step> steps = new ArrayList<>(List.of(ground(1, 10, 5)));
        for (int i = 2; i < 10; i++) {
            steps.add(bad(i));
        }
        steps.add(ground(10, 10, 5));
        assertThat(encoder.refusal(new Window(steps, List.of(), 0)))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("too few of the newest steps", "mean over 4.0 steps"));
    }

    @Test
    void rangeIsThatOfTheRegime() {
        assertThat(encoder.outOfRange(window(ground(1, 10, 5), ground(2, 60, 5))))
                .containsExactly("a is 60.0 psi, trained on 6.0 to 14.0");
        assertThat(encoder.outOfRange(window(ground(1, 10, 5), aloft(2, 110)))).isEmpty();
    }

    @Test
    void machineJoinedLateHasAWiderInterval() {
        Window late = window(ground(30, 10, 5), ground(31, 10, 5));
        assertThat(encoder.joinedLate(late)).isTrue();
        assertThat(encoder.joinedLate(window(ground(1, 10, 5), ground(2, 10, 5))))
                .isFalse();
        assertThat(CONTRACT.intervals().around(62.5, false, 1)).containsExactly(new LifeInterval(0.9, 50, 67.5));
        assertThat(CONTRACT.intervals().around(62.5, true, 31)).containsExactly(new LifeInterval(0.9, 40, 72.5));
    }

    @Test
    void oldMachineHasTheIntervalOfItsAge() {
        assertThat(CONTRACT.intervals().around(62.5, false, 39)).containsExactly(new LifeInterval(0.9, 50, 67.5));
        assertThat(CONTRACT.intervals().around(62.5, false, 40)).containsExactly(new LifeInterval(0.9, 45, 70));
        assertThat(LifeIntervals.none().around(62.5, false, 40)).isEmpty();
    }

    @Test
    void intervalHoldsTheEstimateBeyondItsEnds() {
        IntervalCurve curve = new IntervalCurve(0.8, List.of(10.0, 20.0), List.of(5.0, 12.0), List.of(14.0, 22.0));
        assertThat(curve.around(4)).isEqualTo(new LifeInterval(0.8, 4, 14));
        assertThat(curve.around(30)).isEqualTo(new LifeInterval(0.8, 12, 30));
    }

    @Test
    void contractSurvivesTheManifest() {
        assertThat(LifeContract.read(new Section("contract", CONTRACT.toManifest())))
                .isEqualTo(CONTRACT);
    }

    private static IntervalCurve curve(double lowAtCap, double highAtZero) {
        return new IntervalCurve(0.9, List.of(0.0, 125.0), List.of(0.0, lowAtCap), List.of(highAtZero, 125.0));
    }

    private static Regimes.Regime regime(double altitude, Regimes.Scale a, Regimes.Scale b) {
        return new Regimes.Regime(List.of(altitude), List.of(scale(0, 1), scale(altitude, 0), a, b));
    }

    private static Regimes.Scale scale(double mean, double deviation) {
        return new Regimes.Scale(mean, deviation, mean - 4 * deviation, mean + 4 * deviation);
    }

    private static Window window(Step... steps) {
        return new Window(List.of(steps), List.of(), 0);
    }

    private static Step ground(long cycle, double a, double b) {
        return step(cycle, 0, a, b);
    }

    private static Step aloft(long cycle, double a) {
        return step(cycle, 20, a, 7);
    }

    private static Step step(long cycle, double altitude, double a, double b) {
        return new Step.Usable(cycle, List.of((double) cycle, altitude, a, b), cycle);
    }

    private static Step bad(long cycle) {
        return new Step.Unusable(cycle, "a: bad", cycle);
    }
}
