package org.millwright.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.millwright.simulator.line.History;
import org.millwright.simulator.line.WearSettings;
import org.millwright.simulator.process.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes run-to-failure histories of the spindle's bearing, one CSV a bearing, to train on. */
@Command(
        name = "histories",
        description = "Write run-to-failure histories of the spindle's bearing as CSV files.",
        mixinStandardHelpOptions = true)
final class HistoriesCommand implements Callable<Integer> {

    private static final String HEADER =
            "operating-hours,speed,load,vibration-rms,bearing-temperature,power,remaining-hours";

    @Option(names = "--runs", defaultValue = "100", description = "How many bearings (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same files (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--every",
            defaultValue = "0.5",
            description = "Operating hours between rows (default ${DEFAULT-VALUE}).")
    private double everyHours;

    @Option(
            names = "--wear-acceleration",
            defaultValue = "600",
            description = "Operating hours in an hour of plant time (default ${DEFAULT-VALUE}, as in run).")
    private double wearAcceleration;

    @Option(names = "--out", required = true, description = "Folder for run-0000.csv and so on; made if absent.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        if (runs < 1 || runs > 100_000) {
            throw new CannotStart("--runs=" + runs + ": must be 1 to 100000");
        }
        if (!(everyHours >= 0.01 && everyHours <= 100)) {
            throw new CannotStart("--every=" + everyHours + ": must be 0.01 to 100 operating hours");
        }
        WearSettings wear = wear();
        SplittableRandom seeds = new SplittableRandom(seed);
        try {
            Files.createDirectories(out);
            for (int run = 0; run < runs; run++) {
                History history = history(run, seeds.nextLong(), wear);
                write(out.resolve(String.format(Locale.ROOT, "run-%04d.csv", run)), history);
            }
        } catch (IOException e) {
            throw new CannotStart("--out=" + out + " cannot be written: " + e + "; choose another folder", e);
        }
        return 0;
    }

    private WearSettings wear() {
        try {
            return new WearSettings(wearAcceleration, 0);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("--wear-acceleration: " + e.getMessage(), e);
        }
    }

    /** Every other one of a bearing that replaces another, as nearly all in a plant do. */
    private History history(int run, long runSeed, WearSettings wear) {
        return run % 2 == 0 ? History.run(runSeed, wear, everyHours) : History.runOfNext(runSeed, wear, everyHours);
    }

    private void write(Path file, History history) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(HEADER + "\n");
            for (History.Row row : history.rows()) {
                writer.write(String.format(
                        Locale.ROOT,
                        "%.4f,%.1f,%.2f,%.4f,%.2f,%.3f,%.4f\n",
                        row.operatingHours(),
                        row.speedPerMinute(),
                        row.loadPercent(),
                        row.vibrationRmsMillimetresPerSecond(),
                        row.bearingCelsius(),
                        row.powerKilowatts(),
                        row.remainingHours()));
            }
        }
    }
}
