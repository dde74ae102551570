package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.millwright.hardware.inference.ModelBundle;

/** The bundle that is shipped, on NASA's published test engines, by the path that the gateway takes. */
final class ShippedTurbofanTest {

    /** What the README may claim: above what the shipped seed reaches, below what would be a step back. */
    private static final double RMSE_LIMIT = 12.5;

    @Test
    void samplesOneByOneThroughOnnxReachTheStatedErrorAndAgreeWithTraining() {
        Path data = dataFolder().resolve("cmapss");
        assumeTrue(
                Files.exists(data.resolve("test_FD001.txt.gz")),
                () -> "no C-MAPSS data in " + data.toAbsolutePath().normalize()
                        + "; name the folder above it with -Dmillwright.data=DIR to run this test");
        LifeRecipe recipe = LifeRecipe.cmapss("FD001");
        DataSet set = Cmapss.read(data, "FD001", recipe.inputs());
        Path bundle = Path.of("..", "models", "fd001");

        Scores scores = LifeScorer.byBundle(bundle, set.test(), recipe.inputs(), false);

        assertThat(scores.count()).isEqualTo(100);
        assertThat(scores.withoutEstimate()).isZero();
        assertThat(scores.rmse()).isLessThan(RMSE_LIMIT);
        // PyTorch's figures, noted when the bundle was written.
        ModelBundle written = ModelBundle.read(bundle);
        assertThat(scores.rmse()).isCloseTo(written.training().number("test-rmse"), within(1e-3));
        assertThat(scores.nasa()).isCloseTo(written.training().number("test-nasa-score"), within(0.05));
        assertThat(set.fingerprint()).isEqualTo(written.training().text("data-sha256"));
    }

    private static Path dataFolder() {
        String named = System.getProperty("millwright.data");
        return named != null ? Path.of(named) : Path.of("..", "..", "..", "shared", "data");
    }
}
