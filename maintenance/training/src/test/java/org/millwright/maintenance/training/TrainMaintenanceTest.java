package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.maintenance.RemainingLifeModel;
import picocli.CommandLine;

/** The commands as a person runs them, on a few small histories. */
final class TrainMaintenanceTest {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void trainsABundleThatOpensAndBeatsASingleGuessByFar() throws IOException {
        Path data = histories(15);
        Path bundle = folder.resolve("bundle");
        assertThat(run(new TrainMaintenance(), data, "--out", bundle.toString()))
                .isZero();
        assertThat(out.toString()).contains("trained on 12 histories");

        try (RemainingLifeModel model = RemainingLifeModel.open(bundle)) {
            assertThat(model.contract().inputNames())
                    .containsExactly(
                            "operating-hours", "speed", "load", "vibration-rms", "bearing-temperature", "power");
        }
        LifeRecipe recipe = LifeRecipe.bearing();
        DataSet set = BearingHistories.read(data, recipe.inputs());
        Scores scores = LifeScorer.byBundle(bundle, set.test(), recipe.inputs(), true);
        // Lives of 30 to 60 hours seen at every age: the best single guess is wrong by about 14.
        assertThat(scores.rmse()).isLessThan(9);
        assertThat(scores.rmse())
                .isCloseTo(
                        ModelBundle.read(bundle).training().number("test-rmse"),
                        org.assertj.core.api.Assertions.within(1e-3));

        String report = Files.readString(bundle.resolve("report.html"));
        assertThat(report)
                .contains(
                        "Predicted against true", "Error over remaining life", "<svg", "in the first interval", "Seed")
                .contains(set.fingerprint())
                .doesNotContain("<script", "http://", "NaN");
        assertThat(ModelBundle.read(bundle).files()).doesNotContainKey("report.html");

        out.getBuffer().setLength(0);
        assertThat(run(new EvaluateMaintenance(), data, "--model", bundle.toString()))
                .isZero();
        assertThat(out.toString()).contains(String.format(Locale.ROOT, "%.3f", scores.rmse()));
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");
        assertThat(run(
                        new TrainMaintenance(),
                        missing,
                        "--out",
                        folder.resolve("bundle").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "--data=" + missing + " is not a folder; name the one that holds the data set");
    }

    @Test
    void tooFewHistoriesAreRefusedWithTheRemedy() throws IOException {
        Path data = histories(4);
        assertThat(run(
                        new TrainMaintenance(),
                        data,
                        "--out",
                        folder.resolve("bundle").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds 4 histories (*.csv), at least 5 are needed", "simulator histories");
    }

    @Test
    void cellThatIsNotANumberIsNamedByFileLineAndColumn() throws IOException {
        Path data = histories(5);
        Path file = data.resolve("run-0003.csv");
        Files.writeString(file, Files.readString(file) + "99,1,1,oops,1,1,1\n");
        int line = Files.readAllLines(file).size();
        assertThat(run(
                        new TrainMaintenance(),
                        data,
                        "--out",
                        folder.resolve("bundle").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("run-0003.csv line " + line + " column 4 is \"oops\", not a number");
    }

    @Test
    void dataSetWithoutItsFilesIsRefusedByName() throws IOException {
        CommandLine line = Commands.line(new TrainMaintenance());
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute("--set", "cmapss", "--data", folder.toString(), "--out", "unused"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("train_FD001.txt (or .gz) cannot be read");
    }

    private int run(Object command, Path data, String... more) {
        CommandLine line = Commands.line(command);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"--set", "bearing", "--data", data.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return line.execute(arguments);
    }

    /** Vibration grows with the share of life that is used up; nothing else tells. */
    private Path histories(int count) throws IOException {
        Path data = Files.createDirectories(folder.resolve("histories"));
        Random random = new Random(7);
        for (int run = 0; run < count; run++) {
            double life = 30 + 30 * random.nextDouble();
            StringBuilder csv = new StringBuilder(
                    "operating-hours,speed,load,vibration-rms,bearing-temperature,power,remaining-hours\n");
            for (double hours = 0.25; hours <= life; hours += 0.25) {
                csv.append(String.format(
                        Locale.ROOT,
                        "%.2f,%.1f,%.1f,%.4f,%.2f,%.2f,%.4f%n",
                        hours,
                        9000 + 500 * random.nextGaussian(),
                        50 + 10 * random.nextGaussian(),
                        1 + 5 * hours / life + 0.1 * random.nextGaussian(),
                        45 + random.nextGaussian(),
                        5 + random.nextGaussian(),
                        life - hours));
            }
            Files.writeString(data.resolve(String.format(Locale.ROOT, "run-%04d.csv", run)), csv);
        }
        return data;
    }
}
