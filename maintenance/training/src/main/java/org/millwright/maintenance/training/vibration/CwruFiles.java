package org.millwright.maintenance.training.vibration;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.millwright.maintenance.training.study.CannotTrain;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/**
 * Bearing data of Case Western Reserve University: MATLAB 5 files such as {@code IR007_0.mat}, {@code OR014@6_0.mat} or
 * {@code Normal_0.mat}: kind, fault size in mils, place of an outer fault on the clock, load in horsepower. Each holds
 * {@code X105_DE_time} (drive end, in g) and mostly {@code X105RPM}.
 */
final class CwruFiles {

    private static final Pattern NAME = Pattern.compile("(?:Normal|(B|IR|OR)(\\d{3})(?:@(\\d+))?)_(\\d)\\.mat");
    private static final Pattern SIGNAL = Pattern.compile("(X\\d+)_DE_time");
    /** Nominal, for files without a speed. */
    private static final double[] PER_MINUTE_BY_LOAD = {1797, 1772, 1750, 1730};

    /** As the set is listed. */
    static final double RATE_HERTZ = 12_000;

    private CwruFiles() {}

    /** All files of the folder that are named as in the set, in order of their names. */
    static List<Recording> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new CannotTrain("--data=" + folder + " is not a folder; name the one that holds the .mat files");
        }
        List<Recording> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    recordings.add(recording(file, name));
                }
            }
        }
        return recordings;
    }

    private static Recording recording(Path file, Matcher name) throws IOException {
        int load = Integer.parseInt(name.group(4));
        Map<String, Matrix> variables = new TreeMap<>();
        try (MatFile content = Mat5.readFromFile(file.toFile())) {
            for (MatFile.Entry entry : content.getEntries()) {
                if (entry.getValue() instanceof Matrix matrix && matrix.getNumElements() > 0) {
                    variables.put(entry.getName(), matrix);
                }
            }
            // A few files hold a second recording beside their own; the one with a speed is theirs.
            String signal = variables.keySet().stream()
                    .filter(variable -> SIGNAL.matcher(variable).matches())
                    .reduce((first, second) ->
                            variables.containsKey(speedOf(second)) || !variables.containsKey(speedOf(first))
                                    ? second
                                    : first)
                    .orElseThrow(() -> new CannotTrain(file + " holds " + variables.keySet()
                            + " but no drive end signal (such as X105_DE_time); take it from the set again"));
            Matrix speed = variables.get(speedOf(signal));
            double perMinute = speed == null
                    ? PER_MINUTE_BY_LOAD[Math.min(load, PER_MINUTE_BY_LOAD.length - 1)]
                    : speed.getDouble(0);
            return new Recording(
                    name.group(),
                    condition(name.group(1)),
                    name.group(2) == null ? 0 : Integer.parseInt(name.group(2)),
                    load,
                    perMinute,
                    RATE_HERTZ,
                    values(requireNonNull(variables.get(signal))));
        }
    }

    private static String speedOf(String signal) {
        return signal.substring(0, signal.indexOf('_')) + "RPM";
    }

    private static Condition condition(String kind) {
        return switch (kind) {
            case "IR" -> Condition.INNER_RACE;
            case "OR" -> Condition.OUTER_RACE;
            case "B" -> Condition.BALL;
            case null, default -> Condition.NORMAL;
        };
    }

    private static double[] values(Matrix matrix) {
        double[] values = new double[matrix.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.getDouble(i);
        }
        return values;
    }
}
