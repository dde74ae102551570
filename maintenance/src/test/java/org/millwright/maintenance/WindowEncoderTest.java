package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Section;

final class WindowEncoderTest {

    private static final LifeContract CONTRACT = new LifeContract(
            List.of(
                    new LifeInput("hours", "h", false, 0, 1, 0, 100),
                    new LifeInput("a", "kW", true, 10, 2, 0, 20),
                    new LifeInput("b", "", true, 0, 1, -1, 1)),
            new Axis("hours", "h", 0.5, Axis.Aggregation.MEAN, 2),
            4,
            2,
            1,
            "h",
            100,
            new HealthLimits(20, 3, 5),
            Regimes.single(),
            new Layout.Steps(),
            1,
            LifeIntervals.none());

    private final WindowEncoder encoder = new WindowEncoder(CONTRACT);

    @Test
    void oneRowAFeatureScaledAndOneColumnAStep() {
        assertThat(encoder.encode(window(good(1, 10, 1), good(2, 12, 2), good(3, 14, 3), good(4, 16, 4))))
                .containsExactly(0, 1, 2, 3, 1, 2, 3, 4);
    }

    @Test
    void shortHistoryRepeatsItsOldestStep() {
        assertThat(encoder.encode(window(good(1, 10, 1), good(2, 12, 2)))).containsExactly(0, 0, 0, 1, 1, 1, 1, 2);
    }

    @Test
    void unusableStepIsBridgedByTheOneBefore() {
        assertThat(encoder.encode(window(good(1, 10, 1), bad(2), good(3, 14, 3), good(4, 16, 4))))
                .containsExactly(0, 0, 2, 3, 1, 1, 3, 4);
    }

    @Test
    void eachRefusalSaysWhatIsWrong() {
        assertThat(encoder.refusal(window())).contains("too little history: 0 of at least 2 steps of 0.5 h");
        assertThat(encoder.refusal(window(good(1, 10, 1), bad(2)))).contains("the newest step cannot be used: a: bad");
        assertThat(encoder.refusal(window(bad(1), bad(2), good(3, 1, 1))))
                .contains("2 of 3 steps cannot be used, at most 1 may be; the last of them: a: bad");
        assertThat(encoder.refusal(new Window(List.of(good(1, 1, 1), good(2, 1, 1)), List.of("a: down"), 0)))
                .contains("cannot be used now: a: down");
        assertThatThrownBy(() -> encoder.encode(window())).hasMessageContaining("too little history");
    }

    /** Known around a = 10 only. */
    @Test
    void stepsOfAnOperatingPointThatWasNotSeenAreBridgedAsFarAsUnusableOnesAre() {
        Regimes.Scale scale = new Regimes.Scale(0, 1, -100, 100);
        WindowEncoder regimes = new WindowEncoder(with(new Regimes(
                List.of("a"),
                List.of(1.0),
                2,
                List.of(new Regimes.Regime(List.of(10.0), List.of(scale, scale, scale))))));

        assertThat(regimes.encode(window(good(1, 10, 1), good(2, 50, 9), good(3, 11, 3), good(4, 10, 4))))
                .containsExactly(10, 10, 11, 10, 1, 1, 3, 4);
        assertThat(regimes.refusal(window(good(1, 10, 1), good(2, 50, 9), good(3, 51, 9), good(4, 10, 4))))
                .contains(
                        "2 of 4 steps cannot be used, at most 1 may be; the last of them: operating point was not seen"
                                + " in training: a 51.0");
        assertThat(regimes.refusal(window(good(1, 10, 1), good(2, 50, 9), bad(3), good(4, 10, 4))))
                .contains("2 of 4 steps cannot be used, at most 1 may be; the last of them: a: bad");
        assertThat(regimes.refusal(window(good(1, 10, 1), good(2, 50, 9))))
                .contains("operating point was not seen in training: a 50.0");
    }

    private static LifeContract with(Regimes regimes) {
        return new LifeContract(
                CONTRACT.inputs(),
                CONTRACT.axis(),
                CONTRACT.window(),
                CONTRACT.leastSteps(),
                CONTRACT.mostUnusable(),
                CONTRACT.lifeUnit(),
                CONTRACT.cap(),
                CONTRACT.limits(),
                regimes,
                CONTRACT.layout(),
                CONTRACT.smoothingSteps(),
                CONTRACT.intervals());
    }

    @Test
    void contractSurvivesTheManifest() {
        assertThat(LifeContract.read(new Section("contract", CONTRACT.toManifest())))
                .isEqualTo(CONTRACT);
    }

    @Test
    void contractOfTheFirstFormIsStillRead() {
        Map<String, Object> manifest = CONTRACT.toManifest();
        manifest.keySet().removeAll(List.of("regimes", "layout", "smoothing-steps", "intervals"));
        assertThat(LifeContract.read(new Section("contract", manifest))).isEqualTo(CONTRACT);
    }

    @Test
    void contractWithoutAKeyIsRefusedByName() {
        Map<String, Object> manifest = CONTRACT.toManifest();
        manifest.remove("cap");
        assertThatThrownBy(() -> LifeContract.read(new Section("bundle.json: contract", manifest)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("\"cap\"");
    }

    private static Window window(Step... steps) {
        return new Window(List.of(steps), List.of(), 0);
    }

    private static Step good(long index, double a, double b) {
        return new Step.Usable(index, List.of(index * 0.5, a, b), index);
    }

    private static Step bad(long index) {
        return new Step.Unusable(index, "a: bad", index);
    }
}
