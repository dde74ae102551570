package org.millwright.maintenance.training.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * Readings of one machine over time.
 *
 * @param rows one for each time; the order of {@code signals}
 * @param anomalous labels, one for each row; empty where the file has none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Recording(String name, List<String> signals, List<Long> nanos, double[][] rows, boolean[] anomalous) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** One with a header, a time in the first column, numbers after it, and maybe the columns of SKAB's labels last. */
    static Recording read(Path file, String separator) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new CannotTrain(file + " cannot be read: " + e + "; see the data set's README", e);
        }
        if (lines.size() < 2) {
            throw new CannotTrain(file + " has no readings");
        }
        List<String> header = List.of(lines.getFirst().split(separator, -1));
        int label = header.indexOf("anomaly");
        int signals = label < 0 ? header.size() - 1 : label - 1;
        List<Long> nanos = new ArrayList<>();
        double[][] rows = new double[lines.size() - 1][];
        boolean[] anomalous = new boolean[label < 0 ? 0 : rows.length];
        for (int i = 0; i < rows.length; i++) {
            String[] cells = lines.get(i + 1).split(separator, -1);
            try {
                nanos.add(nanos(cells[0]));
                rows[i] = Arrays.stream(cells, 1, signals + 1)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                if (label >= 0) {
                    anomalous[i] = Double.parseDouble(cells[label]) > 0;
                }
            } catch (NumberFormatException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw new CannotTrain(file + " line " + (i + 2) + " is not as expected: " + e.getMessage(), e);
            }
        }
        String name = file.getFileName().toString();
        return new Recording(name, header.subList(1, signals + 1), List.copyOf(nanos), rows, anomalous);
    }

    static long nanos(String time) {
        return LocalDateTime.parse(time, TIME).toEpochSecond(ZoneOffset.UTC) * 1_000_000_000;
    }

    /** Rows from one on to before another. */
    Recording part(int from, int end) {
        return new Recording(
                name + " from row " + from,
                signals,
                nanos.subList(from, end),
                Arrays.copyOfRange(rows, from, end),
                anomalous.length == 0 ? anomalous : Arrays.copyOfRange(anomalous, from, end));
    }

    /** The first rows. */
    List<double[]> first(int count) {
        return List.of(rows).subList(0, Math.min(count, rows.length));
    }
}
