package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.maintenance.Estimate;
import org.millwright.maintenance.RemainingLifeModel;
import org.millwright.maintenance.Sample;
import org.millwright.maintenance.StepAssembler;

/** The bundle that is shipped, on NASA's published test engines, by the path that the gateway takes. */
final class ShippedTurbofanTest {

    /** What the README may claim: above what the shipped seed reaches, below what would be a step back. */
    private static final double RMSE_LIMIT = 10;

    private static final Path BUNDLE = Path.of("..", "models", "fd001");
    private static final LifeRecipe RECIPE = LifeRecipe.cmapss("FD001");

    @Test
    void samplesOneByOneThroughOnnxReachTheStatedErrorAndAgreeWithTraining() {
        DataSet set = published();

        Scores scores = LifeScorer.byBundle(BUNDLE, set.test(), RECIPE.inputs(), false);

        assertThat(scores.count()).isEqualTo(100);
        assertThat(scores.withoutEstimate()).isZero();
        assertThat(scores.rmse()).isLessThan(RMSE_LIMIT);
        // PyTorch's figures, noted when the bundle was written.
        ModelBundle written = ModelBundle.read(BUNDLE);
        assertThat(scores.rmse()).isCloseTo(written.training().number("test-rmse"), within(1e-3));
        assertThat(scores.nasa()).isCloseTo(written.training().number("test-nasa-score"), within(0.05));
        assertThat(set.fingerprint()).isEqualTo(written.training().text("data-sha256"));
    }

    @Test
    void sensorThatIsBadInEveryTenthFlightIsBridgedAndCostsLittle() {
        DataSet set = published();
        Scores.Tally tally = new Scores.Tally(RECIPE.cap());
        try (RemainingLifeModel model = RemainingLifeModel.open(BUNDLE)) {
            for (LifeHistory engine : set.test()) {
                StepAssembler assembler = model.newAssembler(Duration.ZERO);
                // Counted from the end, so that the newest reading of every engine is good.
                int rows = engine.rows().size();
                for (int row = 0; row < rows; row++) {
                    feed(assembler, engine.rows().get(row), row + 1, (rows - 1 - row) % 10 == 9);
                }
                switch (model.estimate(assembler.window())) {
                    case Estimate.Life life ->
                        tally.add(
                                set.test().indexOf(engine),
                                life.remaining(),
                                life.intervals(),
                                engine.endOfLife() - last(engine));
                    case Estimate.None none -> tally.addNone();
                    case Estimate.Failed failed -> tally.addNone();
                }
            }
        }
        assertThat(tally.scores().withoutEstimate()).isZero();
        assertThat(tally.scores().rmse()).isLessThan(RMSE_LIMIT + 0.5);
    }

    /** The sensor that tells most about the compressor, as a faulty transmitter would send it. */
    private static void feed(StepAssembler assembler, double[] values, long nanos, boolean bad) {
        for (int i = 0; i < values.length; i++) {
            String input = RECIPE.inputs().get(i);
            assembler.accept(
                    bad && input.equals("sensor-11")
                            ? new Sample.Unusable(input, "status BadSensorFailure", nanos, nanos)
                            : new Sample.Usable(input, values[i], nanos, nanos));
        }
        assembler.advance(nanos);
    }

    private static double last(LifeHistory engine) {
        return engine.rows().getLast()[0];
    }

    private static DataSet published() {
        Path data = dataFolder().resolve("cmapss");
        assumeTrue(
                Files.exists(data.resolve("test_FD001.txt.gz")),
                () -> "no C-MAPSS data in " + data.toAbsolutePath().normalize()
                        + "; name the folder above it with -Dmillwright.data=DIR to run this test");
        return Cmapss.read(data, "FD001", RECIPE.inputs());
    }

    private static Path dataFolder() {
        String named = System.getProperty("millwright.data");
        return named != null ? Path.of(named) : Path.of("..", "..", "..", "shared", "data");
    }
}
