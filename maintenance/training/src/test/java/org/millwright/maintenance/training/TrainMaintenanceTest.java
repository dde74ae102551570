package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

        assertThat(out.toString())
                .contains("intervals were fitted on these lives")
                .doesNotContain("90 %:");
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
        assertThat(out.toString())
                .contains(String.format(Locale.ROOT, "%.3f", scores.rmse()))
                .contains("bearing: test part, 3 histories")
                .contains("intervals were fitted on these lives")
                .doesNotContain("90 %:");

        Path fresh = histories("fresh", 6, 8);
        out.getBuffer().setLength(0);
        assertThat(run(new EvaluateMaintenance(), fresh, "--model", bundle.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("none of which the bundle was written from, 6 histories", "90 %:")
                .doesNotContain("fitted on these");
    }

    @Test
    void whatTheBundleMustNotReplaceIsSaidBeforeTraining() throws IOException {
        Path data = histories(5);
        assertThat(run(new TrainMaintenance(), data, "--out", data.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--out=" + data, "no bundle.json");
        assertThat(data.resolve("run-0000.csv")).exists();
    }

    @Test
    void optionsThatWouldBeIgnoredAreRefusedByName() throws IOException {
        String data = histories(5).toString();
        String out = folder.resolve("bundle").toString();
        assertThat(refusal(new EvaluateMaintenance(), "--set", "skab", "--model", out))
                .startsWith("--model has no meaning with --set skab");
        assertThat(refusal(new EvaluateMaintenance(), "--set", "nab", "--held-out"))
                .startsWith("--held-out has no meaning with --set nab");
        assertThat(refusal(new EvaluateMaintenance(), "--set", "bearing", "--data", data, "--subset", "FD001"))
                .startsWith("--subset=FD001 has no meaning with --set bearing");
        assertThat(refusal(new EvaluateMaintenance(), "--set", "bearing", "--model", out, "--held-out"))
                .startsWith("--held-out has no meaning with --model");
        assertThat(refusal(new EvaluateMaintenance(), "--set", "bearing", "--data", data, "--cut-as-test"))
                .startsWith("--cut-as-test has no meaning with a set that is scored at every step");
        assertThat(refusal(new EvaluateMaintenance(), "--set", "bearing", "--model", out, "--seeds", "2"))
                .startsWith("--seeds has no meaning with --model");
        assertThat(refusal(new EvaluateMaintenance(), "--set", "cmapss", "--data", data, "--model", out))
                .startsWith("--model is of one subset of cmapss");
        assertThat(refusal(new TrainMaintenance(), "--out", out, "--set", "bearing", "--target", "mode"))
                .startsWith("--set has no meaning with --target");
        assertThat(refusal(new TrainMaintenance(), "--out", out, "--set", "bearing", "--group", "machine"))
                .startsWith("--group is about a table");
        assertThat(refusal(new TrainMaintenance(), "--out", out, "--target", "mode", "--store", "influx1"))
                .startsWith("--store is about a store");
    }

    @Test
    void noSeedsAndNoSetAreRefusedWithWhatThereIs() {
        for (String set : List.of("bearing", "skab")) {
            assertThat(refusal(new EvaluateMaintenance(), "--set", set, "--seeds", "0"))
                    .isEqualToIgnoringNewLines("--seeds=0: at least 1 is needed");
        }
        assertThat(refusal(new TrainMaintenance(), "--data", "press.csv", "--out", "unused"))
                .startsWith("--set is missing, or --target to train on a table of yours");
        String help = Commands.line(new EvaluateMaintenance()).getUsageMessage();
        assertThat(Studies.names()).allSatisfy(name -> assertThat(help).contains(name));
    }

    @Test
    void subsetWithoutATestPartIsNotScored() throws IOException {
        StringBuilder train = new StringBuilder();
        for (int cycle = 1; cycle <= 30; cycle++) {
            train.append("1 ").append(cycle).append(" 1".repeat(24)).append('\n');
        }
        Files.writeString(folder.resolve("train_FD004.txt"), train);
        Path shipped = Path.of("..", "models", "fd001");
        assertThat(refusal(
                        new EvaluateMaintenance(),
                        "--set",
                        "cmapss",
                        "--data",
                        folder.toString(),
                        "--subset",
                        "FD004",
                        "--model",
                        shipped.toString()))
                .startsWith("FD004 has no test part to score --model on; RUL_FD004.txt is missing");
    }

    private String refusal(Object command, String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Commands.line(command);
        line.setErr(new PrintWriter(said, true));
        assertThat(line.execute(arguments)).as(said::toString).isEqualTo(2);
        return said.toString();
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
        return histories("histories", count, 7);
    }

    private Path histories(String name, int count, long seed) throws IOException {
        Path data = Files.createDirectories(folder.resolve(name));
        Random random = new Random(seed);
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
