package org.millwright.simulator.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Pins the default difficulty: neither solved by ten lines of filtering, nor hopeless. */
class DefaultDifficultyTest {

    @Test
    void highPassAndThresholdIsHalfWayAtTheDefaultDifficulty() {
        assertThat(auroc(SurfaceRenderer.DEFAULT_DIFFICULTY, 500)).isBetween(0.75, 0.85);
    }

    /** The same parts and defects each time, so few are enough to see the order. */
    @Test
    void samePicturesAreHarderAtAHigherDifficulty() {
        double easy = auroc(0.1, 200);
        double normal = auroc(SurfaceRenderer.DEFAULT_DIFFICULTY, 200);
        double hard = auroc(0.9, 200);
        assertThat(easy).isGreaterThan(normal + 0.05);
        assertThat(normal).isGreaterThan(hard + 0.05);
        assertThat(hard).as("not hopeless").isGreaterThan(0.55);
    }

    @Test
    void partsOfOneSortCannotBeScored() {
        SurfaceRenderer onlyGood = new SurfaceRenderer(Purpose.TRAINING, 11, 0, 0.5);
        assertThatThrownBy(() -> HighPassBaseline.auroc(onlyGood, 10))
                .hasMessageContaining("10 parts are 10 good and 0 defective");
    }

    private static double auroc(double difficulty, int parts) {
        return HighPassBaseline.auroc(new SurfaceRenderer(Purpose.TRAINING, 11, 0.5, difficulty), parts);
    }
}
