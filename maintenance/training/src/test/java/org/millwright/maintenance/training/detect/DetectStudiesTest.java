package org.millwright.maintenance.training.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Study;

/** The studies on small made-up files of the same form. */
final class DetectStudiesTest {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(5);

    @Test
    void skabIsScoredByFolderAndTogether() throws IOException {
        for (String part : List.of("valve1", "valve2")) {
            Files.createDirectories(folder.resolve(part));
            skab(folder.resolve(part).resolve("0.csv"), 900, 600, 750);
        }
        Files.createDirectories(folder.resolve("anomaly-free"));
        skab(folder.resolve("anomaly-free").resolve("anomaly-free.csv"), 2_400, 0, 0);
        String table = run(new SkabStudy());
        assertThat(figures(table, "millwright", "both")).satisfies(figures -> {
            assertThat(figures[0]).isGreaterThan(0.85);
            assertThat(figures[1]).isLessThan(10);
        });
        assertThat(figures(table, "T2+Q", "valve2")[0]).isBetween(0.5, 1.0);
        assertThat(table).contains("2 pieces of 1150 rows without an anomaly");
    }

    @Test
    void regimesAreToldApartAndANewRecipeIsUnknown() throws IOException {
        String table = run(new RegimeStudy(Duration.ofHours(16), Duration.ofHours(4), 2), 1);
        String byRegime = table.lines()
                .filter(line -> line.contains("2  regimes by the setpoint"))
                .findFirst()
                .orElseThrow();
        assertThat(byRegime).contains("[2]").contains("100.0 ± 0.0").endsWith("  0.0 ± 0.0");
        assertThat(table).contains("2  one normal for all");
    }

    @Test
    void nabWindowsAreFoundAndFalseAlarmsCounted() throws IOException {
        StringBuilder rows = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 6_000; i++) {
            double value = 80 + random.nextGaussian() - (dips(i) ? 10 : 0);
            rows.append(START.plusMinutes(5L * i).format(TIME))
                    .append(',')
                    .append(value)
                    .append('\n');
        }
        Files.writeString(folder.resolve("machine_temperature_system_failure.csv"), rows);
        String window = "[\"" + START.plusMinutes(5 * 1_900).format(TIME) + ".000000\", \""
                + START.plusMinutes(5 * 2_150).format(TIME) + ".000000\"]";
        Files.writeString(
                folder.resolve("combined_windows.json"),
                "{\"realKnownCause/machine_temperature_system_failure.csv\": [" + window + "], \"other\": [" + window
                        + "]}");
        assertThat(run(new NabStudy()))
                .contains("learned from 750 of 6000 rows")
                .contains("millwright: 1 of 1 windows found")
                .contains("  false alarm at 2026-01-14 21:25");
    }

    @Test
    void missingFolderIsNamed() {
        assertThatThrownBy(() -> run(new SkabStudy()))
                .isInstanceOf(CannotTrain.class)
                .hasMessageContaining("valve1 is not a folder");
    }

    @Test
    void lineThatIsNotAsExpectedIsNamed() throws IOException {
        Path file = folder.resolve("0.csv");
        Files.writeString(file, "datetime;a\n2026-01-01 00:00:00;1\n2026-01-01 00:00:01;x\n");
        assertThatThrownBy(() -> Recording.read(file, ";")).hasMessageContaining("0.csv line 3");
    }

    @Test
    void ratesAreThoseOfTheRowsCounted() {
        Tally tally = new Tally();
        tally.add(
                new boolean[] {true, true, true, false, false, false},
                new boolean[] {true, true, false, true, false, false},
                1);
        assertThat(tally.f1()).isEqualTo(0.5);
        assertThat(tally.falsePercent()).isEqualTo(100 / 3.0);
        assertThat(tally.missedPercent()).isEqualTo(50);
    }

    private void skab(Path file, int rows, int from, int until) throws IOException {
        StringBuilder text = new StringBuilder("datetime;Current;Pressure;Flow;anomaly;changepoint\n");
        for (int i = 0; i < rows; i++) {
            boolean anomalous = i >= from && i < until;
            double load = random.nextGaussian();
            text.append(String.format(
                    Locale.ROOT,
                    "%s;%f;%f;%f;%s;0.0%n",
                    START.plusSeconds(i).format(TIME),
                    1 + 0.1 * load,
                    3 + 0.2 * load + 0.1 * random.nextGaussian(),
                    32 + random.nextGaussian() - (anomalous ? 5 : 0),
                    anomalous ? "1.0" : "0.0"));
        }
        Files.writeString(file, text);
    }

    private static boolean dips(int row) {
        return (row >= 2_000 && row < 2_100) || (row >= 4_000 && row < 4_100);
    }

    private String run(Study study) throws IOException {
        return run(study, 0);
    }

    private String run(Study study, int seeds) throws IOException {
        StringWriter text = new StringWriter();
        try (PrintWriter print = new PrintWriter(text)) {
            study.run(folder, seeds, print);
        }
        return text.toString();
    }

    /** F1, FAR, MAR. */
    private static double[] figures(String table, String method, String folder) {
        String[] cells = table.lines()
                .filter(line -> line.startsWith(method) && line.contains(" " + folder + " "))
                .findFirst()
                .orElseThrow()
                .trim()
                .split(" +", -1);
        return new double[] {
            Double.parseDouble(cells[cells.length - 3]),
            Double.parseDouble(cells[cells.length - 2]),
            Double.parseDouble(cells[cells.length - 1])
        };
    }
}
