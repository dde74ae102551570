package org.millwright.maintenance.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * NASA's C-MAPSS turbofan data (Saxena et al., PHM 2008): {@code train_FD001.txt}, {@code test_FD001.txt},
 * {@code RUL_FD001.txt}; the test part may be missing. 26 columns separated by spaces: unit, cycle, three settings, 21 sensors.
 */
final class Cmapss {

    static final List<String> SUBSETS = List.of("FD001", "FD002", "FD003", "FD004");

    private static final int COLUMNS = 26;

    private Cmapss() {}

    /** All inputs by column, from the cycle on. */
    static List<String> columns() {
        return Stream.of(
                        Stream.of("cycle"),
                        IntStream.rangeClosed(1, 3).mapToObj(i -> "setting-" + i),
                        IntStream.rangeClosed(1, 21).mapToObj(i -> "sensor-" + i))
                .flatMap(names -> names)
                .toList();
    }

    static DataSet read(Path directory, String subset, List<String> inputs) {
        String name = subset.toUpperCase(Locale.ROOT);
        DataFiles files = new DataFiles(directory);
        List<LifeHistory> train = new ArrayList<>();
        units(files, "train_" + name + ".txt", inputs).forEach((unit, rows) -> {
            double last = rows.getLast()[inputs.indexOf("cycle")];
            train.add(new LifeHistory(name + " train unit " + unit, rows, last));
        });
        List<LifeHistory> test = files.holds("RUL_" + name + ".txt") ? test(files, name, inputs) : List.of();
        return new DataSet(train, test, files.fingerprint());
    }

    private static List<LifeHistory> test(DataFiles files, String name, List<String> inputs) {
        List<String> truth = files.lines("RUL_" + name + ".txt");
        List<LifeHistory> test = new ArrayList<>();
        units(files, "test_" + name + ".txt", inputs).forEach((unit, rows) -> {
            if (unit > truth.size()) {
                throw new CannotTrain("RUL_" + name + ".txt has " + truth.size() + " lines but there is a unit " + unit
                        + "; take both files from one download");
            }
            double last = rows.getLast()[inputs.indexOf("cycle")];
            double remaining = files.numbers("RUL_" + name + ".txt", unit, truth.get(unit - 1), "\\s+", 1)[0];
            test.add(new LifeHistory(name + " test unit " + unit, rows, last + remaining));
        });
        return test;
    }

    private static Map<Integer, List<double[]>> units(DataFiles files, String file, List<String> inputs) {
        List<String> columns = columns();
        int[] picked =
                inputs.stream().mapToInt(input -> columns.indexOf(input) + 1).toArray();
        Map<Integer, List<double[]>> units = new TreeMap<>();
        List<String> lines = files.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            double[] all = files.numbers(file, i + 1, lines.get(i), "\\s+", COLUMNS);
            double[] row = new double[picked.length];
            for (int k = 0; k < row.length; k++) {
                row[k] = all[picked[k]];
            }
            units.computeIfAbsent((int) all[0], unit -> new ArrayList<>()).add(row);
        }
        return units;
    }
}
