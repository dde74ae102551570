package org.millwright.maintenance.training.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * Rows of cells with named columns. An empty cell is a missing one.
 *
 * @param source for messages, such as the file
 * @param rows each with a cell for every column
 * @param fingerprint SHA-256 of what was read, in hex
 */
public record Table(String source, List<String> columns, List<List<String>> rows, String fingerprint) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (columns.isEmpty() || rows.isEmpty()) {
            throw new CannotTrain(
                    source + " has " + columns.size() + " columns and " + rows.size() + " rows; it needs both");
        }
        if (new HashSet<>(columns).size() != columns.size()) {
            throw new CannotTrain(source + ": columns " + columns + " are not all different; rename them");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != columns.size()) {
                throw new CannotTrain(source + " row " + (i + 1) + " has "
                        + rows.get(i).size() + " cells, expected " + columns.size() + " as in the first line");
            }
        }
    }

    /**
     * Reads a file: Parquet by its ending, else comma-separated values.
     *
     * @throws CannotTrain naming the file and what is wrong with it
     */
    public static Table read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.toString();
            return name.toLowerCase(Locale.ROOT).endsWith(".parquet")
                    ? ParquetTable.read(name, bytes)
                    : CsvTable.read(name, bytes);
        } catch (IOException e) {
            throw new CannotTrain(file + " cannot be read: " + e, e);
        }
    }

    /** The place of a column. */
    public int column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new CannotTrain(source + " has no column \"" + name + "\"; it has " + String.join(", ", columns));
        }
        return at;
    }

    public String text(int row, int column) {
        return rows.get(row).get(column);
    }

    /** A cell as a number; NaN where it is empty, or says NaN. */
    public double number(int row, int column) {
        String text = text(row, column).trim();
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new CannotTrain(
                    source + " row " + (row + 1) + " column " + columns.get(column) + " is \"" + text
                            + "\", not a number",
                    e);
        }
    }
}
