package org.millwright.maintenance.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * Run-to-failure histories of the simulated bearing, one CSV a bearing, as {@code simulator histories} writes them: a
 * header with the inputs' names and {@code remaining-hours} last.
 */
final class BearingHistories {

    private static final String REMAINING = "remaining-hours";
    /** Every fifth bearing is kept for scoring. */
    private static final int TEST_EVERY = 5;

    private BearingHistories() {}

    static DataSet read(Path directory, List<String> inputs) {
        DataFiles files = new DataFiles(directory);
        List<LifeHistory> train = new ArrayList<>();
        List<LifeHistory> test = new ArrayList<>();
        List<String> names = names(directory);
        for (int i = 0; i < names.size(); i++) {
            (i % TEST_EVERY == TEST_EVERY - 1 ? test : train).add(history(files, names.get(i), inputs));
        }
        if (train.isEmpty() || test.isEmpty()) {
            throw new CannotTrain("--data=" + directory + " holds " + names.size() + " histories (*.csv), at least "
                    + TEST_EVERY + " are needed; write some with: simulator histories --runs 200 --out " + directory);
        }
        return new DataSet(train, test, files.fingerprint());
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CannotTrain("--data=" + directory + " cannot be listed: " + e, e);
        }
    }

    private static LifeHistory history(DataFiles files, String name, List<String> inputs) {
        List<String> lines = files.lines(name);
        List<String> header =
                lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(",", -1));
        List<String> wanted = new ArrayList<>(inputs);
        wanted.add(REMAINING);
        if (!header.containsAll(wanted) || lines.size() < 2) {
            throw new CannotTrain(name + " has the columns " + header + " and " + lines.size() + " lines, but needs "
                    + wanted + " and some rows; write it with: simulator histories");
        }
        int[] picked = inputs.stream().mapToInt(header::indexOf).toArray();
        List<double[]> rows = new ArrayList<>();
        double endOfLife = 0;
        for (int i = 1; i < lines.size(); i++) {
            double[] all = files.numbers(name, i + 1, lines.get(i), ",", header.size());
            double[] row = new double[picked.length];
            for (int k = 0; k < row.length; k++) {
                row[k] = all[picked[k]];
            }
            rows.add(row);
            endOfLife = all[header.indexOf(inputs.getFirst())] + all[header.indexOf(REMAINING)];
        }
        return new LifeHistory(name, rows, endOfLife);
    }
}
