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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.maintenance.diagnosis.Diagnosis;
import org.millwright.maintenance.diagnosis.DiagnosisModel;
import org.millwright.maintenance.diagnosis.MeasuredInput;
import picocli.CommandLine;

/** A plant's own table, as a person gives it to the command. */
final class TrainOnTableTest {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void modesAreLearntFromATextColumnAndTheBundleNamesThem() throws IOException {
        assertThat(run("--data", table().toString(), "--target", "mode", "--group", "machine", "--ignore", "wear"))
                .isZero();
        assertThat(out.toString())
                .contains("learns which of [hot, ok] from 3 columns")
                .contains("left out: row: rises or falls from row to row")
                .doesNotContain("neighbouring rows")
                .contains("left out: plant: always the same")
                .contains("written");
        assertThat(ModelBundle.read(bundle()).training().number("unseen-accuracy"))
                .isGreaterThan(0.9);
        assertThat(Files.readString(bundle().resolve("report.html")))
                .contains("is \\ called", "Found against false alarms", "Most important columns", "<svg")
                .contains(ModelBundle.read(bundle()).training().text("data-sha256"))
                .doesNotContain("<script", "NaN");
        assertThat(ModelBundle.read(bundle()).files()).doesNotContainKey("report.html");
        try (DiagnosisModel model = DiagnosisModel.open(bundle())) {
            assertThat(model.contract().measured().stream().map(MeasuredInput::name))
                    .containsExactly("temperature", "load", "steel");
            assertThat(model.contract().measured().getFirst().unit()).isEqualTo("K");
            Diagnosis.Modes modes = (Diagnosis.Modes) model.diagnose(new double[] {395, 1, 0});
            assertThat(modes.named().getFirst().mode()).isEqualTo("hot");
            assertThat(modes.because().getFirst().input()).isEqualTo("temperature");
        }
    }

    @Test
    void numbersAreLearntAsAQuantityWithItsError() throws IOException {
        assertThat(run("--data", table().toString(), "--target", "wear", "--ignore", "mode"))
                .isZero();
        assertThat(out.toString())
                .contains("learns how much from")
                .contains("without --group, neighbouring rows are on both sides")
                .contains("on unseen rows: RMSE");
        assertThat(Files.readString(bundle().resolve("report.html"))).contains("Told against true", "<circle");
        ModelBundle written = ModelBundle.read(bundle());
        assertThat(written.training().number("unseen-rmse"))
                .isLessThan(written.training().number("mean-rmse") / 3);
    }

    @Test
    void whatIsWrongIsToldInOneSentence() throws IOException {
        String table = table().toString();
        assertThat(run("--data", table, "--target", "nothing")).isEqualTo(2);
        assertThat(run("--data", table, "--query", "select 1", "--target", "mode"))
                .isEqualTo(2);
        assertThat(run("--query", "select 1")).isEqualTo(2);
        assertThat(run("--data", table, "--target", "mode", "--group", "plant")).isEqualTo(2);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("has no column \"nothing\"; it has row, plant"),
                        line -> assertThat(line).contains("--target needs --data FILE.csv or FILE.parquet, or else"),
                        line -> assertThat(line).contains("--query needs --target"),
                        line -> assertThat(line).contains("1 groups cannot be parted into 5 folds"));
    }

    @Test
    void sensorOfOneMachineAloneIsNoInputOfTheFoldThatLacksIt() throws IOException {
        Path table = rows(row -> String.format(
                Locale.ROOT,
                "m%d,%.3f,%s,%s",
                row % 6,
                value(row),
                row % 6 == 0 ? String.format(Locale.ROOT, "%.3f", value(row + 1)) : "nan",
                value(row) > 1 ? "worn" : "ok"));
        assertThat(run("--data", table.toString(), "--target", "mode", "--group", "machine"))
                .as(err::toString)
                .isZero();
        assertThat(out.toString()).contains("from 2 columns");
    }

    @Test
    void columnThatIsFilledOnlyWhereTheTargetIsMissingIsLeftOut() throws IOException {
        Path table = rows(row -> String.format(
                Locale.ROOT,
                "m%d,%.3f,%s,%s",
                row % 6,
                value(row),
                row < 100 ? "" : row % 2 == 0 ? "1" : "2",
                row < 100 ? value(row) > 1 ? "worn" : "ok" : ""));
        assertThat(run("--data", table.toString(), "--target", "mode", "--ignore", "machine"))
                .as(err::toString)
                .isZero();
        assertThat(out.toString())
                .contains("100 without mode left out")
                .contains("left out: extra: empty in every row to learn from");
    }

    @Test
    void timesThatRepeatFallOrBeginAnewAreNoInputs() throws IOException {
        Random random = new Random(2);
        StringBuilder csv = new StringBuilder("_time,epoch,countdown,stage,temperature,mode\n");
        for (int row = 0; row < 200; row++) {
            double temperature = random.nextDouble();
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%d,%d,%.3f,%s%n",
                    row % 100,
                    row == 50 ? "" : 1_700_000_000 + row / 2,
                    500 - row,
                    row < 90 ? 0 : 1,
                    temperature,
                    temperature > 0.5 ? "hot" : "ok"));
        }
        Path table = Files.writeString(folder.resolve("times.csv"), csv);
        assertThat(run("--data", table.toString(), "--target", "mode")).isZero();
        assertThat(out.toString())
                .contains("left out: _time: a row's time by its name")
                .contains("left out: epoch: rises or falls")
                .contains("left out: countdown: rises or falls")
                .contains("from 2 columns"); // a setting that was changed once is no time
    }

    @Test
    void headsThatDifferInTheUnitAloneKeepIt() throws IOException {
        String text = Files.readString(table()).replace("temperature [K],load", "load [kN],load");
        Path table = Files.writeString(folder.resolve("units.csv"), text);
        assertThat(run("--data", table.toString(), "--target", "mode", "--ignore", "wear,machine"))
                .as(err::toString)
                .isZero();
        try (DiagnosisModel model = DiagnosisModel.open(bundle())) {
            assertThat(model.contract().measured().stream().map(MeasuredInput::name))
                    .containsExactly("load [kN]", "load", "steel");
            assertThat(model.contract().measured().getFirst().unit()).isEqualTo("kN");
        }
    }

    @Test
    void infinityIsToldInOneSentenceAndNotAskedOfColumnsThatAreIgnored() throws IOException {
        Path table = rows(row -> String.format(
                Locale.ROOT,
                "m%d,%.3f,%s,%s",
                row % 6,
                value(row),
                row == 7 ? "Infinity" : "1.5",
                value(row) > 1 ? "worn" : "ok"));
        assertThat(run("--data", table.toString(), "--target", "mode")).isEqualTo(2);
        assertThat(err.toString()).contains("row 8 column extra is \"Infinity\", not finite");
        assertThat(run("--data", table.toString(), "--target", "mode", "--ignore", "extra"))
                .isZero();
    }

    @Test
    void lowerCaseNanInTheTargetLeavesItAQuantity() throws IOException {
        Path table = rows(row -> String.format(
                Locale.ROOT,
                "m%d,%.3f,%d,%s",
                row % 6,
                value(row),
                row % 3,
                row % 10 == 0 ? "nan" : String.format(Locale.ROOT, "%.3f", 3 * value(row))));
        assertThat(run("--data", table.toString(), "--target", "mode")).isZero();
        assertThat(out.toString()).contains("20 without mode left out; learns how much");
    }

    /** Neither rises nor falls. */
    private static double value(int row) {
        return 1 + Math.sin(12.9898 * row);
    }

    private Path rows(IntFunction<String> row) throws IOException {
        List<String> lines = new ArrayList<>(List.of("machine,temperature,extra,mode"));
        IntStream.range(0, 200).mapToObj(row).forEach(lines::add);
        return Files.write(folder.resolve("rows.csv"), lines);
    }

    private int run(String... arguments) {
        CommandLine line = Commands.line(new TrainMaintenance());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(Stream.concat(List.of(arguments).stream(), Stream.of("--out", bundle().toString()))
                .toArray(String[]::new));
    }

    private Path bundle() {
        return folder.resolve("bundle");
    }

    /** Heat decides the mode; load and heat the wear. */
    private Path table() throws IOException {
        Random random = new Random(4);
        StringBuilder csv = new StringBuilder("row,plant,machine,temperature [K],load,steel,mode,wear\n");
        for (int row = 0; row < 300; row++) {
            double temperature = 300 + 100 * random.nextDouble();
            double load = 2 * random.nextDouble();
            csv.append(String.format(
                    Locale.ROOT,
                    "%d,north,m%d,%.2f,%.3f,%s,%s,%.4f%n",
                    row,
                    row % 12,
                    temperature,
                    load,
                    random.nextBoolean() ? "A" : "B",
                    temperature > 360 ? "hot" : "ok",
                    (temperature - 300) / 10 + 5 * load));
        }
        return Files.writeString(folder.resolve("plant.csv"), csv);
    }
}
