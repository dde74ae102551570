package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeIntervals;
import org.millwright.maintenance.RemainingLifeModel;
import picocli.CommandLine;

/** The recipe for C-MAPSS, on a few made-up engines that fly at two altitudes. */
final class TurbofanRecipeTest {

    @TempDir
    private Path folder = Path.of("");

    private final Random random = new Random(11);

    @Test
    void learnsRegimesLeavesOutWhatIsConstantAndSaysHowSureItIs() throws IOException {
        engines("train_FD002.txt", 25, 0);
        engines("test_FD002.txt", 20, 100);
        Path bundle = folder.resolve("bundle");
        assertThat(run(new TrainMaintenance(), "--subset", "fd002", "--out", bundle.toString()))
                .contains("trained on 25 histories");

        LifeRecipe recipe = LifeRecipe.cmapss("FD002");
        try (RemainingLifeModel model = RemainingLifeModel.open(bundle)) {
            LifeContract contract = model.contract();
            assertThat(contract.regimes().regimes()).hasSize(2);
            assertThat(contract.regimes().settings()).containsExactly("setting-1");
            assertThat(contract.inputNames()).containsExactly("cycle", "setting-1", "sensor-2", "sensor-3");
            assertThat(contract.intervals().groups())
                    .anyMatch(LifeIntervals.Group::joinedLate)
                    .anyMatch(group -> !group.joinedLate());
        }
        Scores scores = LifeScorer.byBundle(
                bundle, Cmapss.read(folder, "FD002", recipe.inputs()).test(), recipe.inputs(), false);
        assertThat(scores.withoutEstimate()).isZero();
        // Up to 100 cycles are left: the best single guess is wrong by about 29.
        assertThat(scores.rmse()).isLessThan(20);
        assertThat(scores.coverage().getFirst().found()).isGreaterThan(0.6);
    }

    @Test
    void subsetWithoutATestPartIsMeasuredOnEnginesHeldOut() throws IOException {
        engines("train_FD004.txt", 26, 0);
        assertThat(run(new EvaluateMaintenance(), "--subset", "FD004", "--seeds", "1"))
                .contains("FD004: a fifth of the training part, held out", "held of 90 %");
    }

    private String run(Object command, String... more) {
        CommandLine line = Commands.line(command);
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        List<String> arguments = new ArrayList<>(List.of("--set", "cmapss", "--data", folder.toString()));
        arguments.addAll(List.of(more));
        assertThat(line.execute(arguments.toArray(new String[0]))).isZero();
        return out.toString();
    }

    /**
     * Sensor 2 rises with wear, by how much depends on the altitude; sensor 3 moves aloft only; the rest stands still.
     *
     * @param mostLeft the file ends so many cycles before the end of life, or fewer; 0 for whole lives
     */
    private void engines(String file, int count, int mostLeft) throws IOException {
        StringBuilder rows = new StringBuilder();
        StringBuilder truth = new StringBuilder();
        for (int unit = 1; unit <= count; unit++) {
            int life = 110 + random.nextInt(60);
            int left = mostLeft == 0 ? 0 : random.nextInt(mostLeft);
            truth.append(left).append('\n');
            double began = random.nextGaussian();
            for (int cycle = 1; cycle <= life - left; cycle++) {
                boolean aloft = random.nextBoolean();
                double wear = 8 * Math.pow((double) cycle / life, 2) + began + 0.3 * random.nextGaussian();
                rows.append(String.format(
                        Locale.ROOT,
                        "%d %d %.4f 0.8 100 518 %.4f %.4f",
                        unit,
                        cycle,
                        (aloft ? 35 : 0) + 0.01 * random.nextGaussian(),
                        aloft ? 300 + 4 * wear : 640 + wear,
                        aloft ? 50 + random.nextGaussian() : 60));
                rows.append(" 1".repeat(18)).append('\n');
            }
        }
        Files.writeString(folder.resolve(file), rows);
        if (mostLeft > 0) {
            Files.writeString(folder.resolve(file.replace("test_", "RUL_")), truth);
        }
    }
}
